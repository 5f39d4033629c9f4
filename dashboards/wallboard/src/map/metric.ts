import { seatOccupancy } from '../picture/derive.ts';
import type { Area } from '../picture/picture.ts';
import { count, duration, NOTHING, wholePercent } from '../text/format.ts';

export const METRICS = [
  'waiting',
  'longestWait',
  'serviceLevel',
  'abandonment',
  'occupancy',
  'resolution',
] as const;

export type Metric = (typeof METRICS)[number];

/** How a metric is read, shown and coloured. */
interface Scale {
  value(a: Area): number | null;
  show(value: number | null): string;
  /** Four borders between five classes, from calm to pressing. */
  borders: readonly [number, number, number, number];
  /** Whether small values are the pressing ones. */
  lowPresses: boolean;
}

const GOOD_RATIO = { show: wholePercent, borders: [0.95, 0.9, 0.8, 0.7], lowPresses: true } as const;

const SCALES: Record<Metric, Scale> = {
  waiting: { value: (a) => a.waiting, show: whole, borders: [1, 5, 10, 20], lowPresses: false },
  longestWait: {
    value: (a) => a.longestWaitSeconds,
    show: duration,
    borders: [15, 30, 60, 120],
    lowPresses: false,
  },
  serviceLevel: { value: (a) => a.serviceLevel, ...GOOD_RATIO },
  abandonment: { value: (a) => a.abandonment, show: wholePercent, borders: [0.02, 0.05, 0.1, 0.2], lowPresses: false },
  occupancy: { value: (a) => seatOccupancy(a.seats), show: wholePercent, borders: [0.6, 0.75, 0.85, 0.95], lowPresses: false },
  resolution: { value: (a) => a.rates.resolution, ...GOOD_RATIO },
};

export function metricValue(metric: Metric, a: Area): number | null {
  return SCALES[metric].value(a);
}

export function showMetric(metric: Metric, value: number | null): string {
  return SCALES[metric].show(value);
}

/** 0 (calm) to 4 (pressing); null for a value that cannot be computed. */
export function pressure(metric: Metric, value: number | null): number | null {
  if (value === null) return null;
  const { borders, lowPresses } = SCALES[metric];
  return borders.filter((border) => (lowPresses ? value < border : value >= border)).length;
}

/** The words beside the five colours, from calm to pressing. */
export function legend(metric: Metric): string[] {
  const { borders, lowPresses } = SCALES[metric];
  if (metric === 'waiting') {
    return borders.map((b, i) => (b === 1 ? '0' : range(borders[i - 1]!, b - 1, count))).concat(`≥ ${borders[3]}`);
  }
  const show = metric === 'longestWait' ? duration : wholePercent;
  const [first, last] = lowPresses ? ['≥', '<'] : ['<', '≥'];
  const between = borders.slice(1).map((b, i) => range(Math.min(b, borders[i]!), Math.max(b, borders[i]!), show));
  return [`${first} ${show(borders[0])}`, ...between, `${last} ${show(borders[3])}`];
}

/** "90–95%": a unit is said once. */
function range(from: number, to: number, show: (n: number) => string): string {
  return `${show(from).replace('%', '')}–${show(to)}`;
}

function whole(value: number | null): string {
  return value === null ? NOTHING : count(value);
}
