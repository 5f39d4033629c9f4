import type { TickerItem } from '../picture/picture.ts';

/**
 * Lets happenings onto the ticker at a pace people can read. A busy city at sixty-fold speed has hundreds a second;
 * then it picks, newest first and the kinds shown least, and says so.
 */
export class Pace {
  private latest: TickerItem[] = [];
  private shown: TickerItem[] = [];
  private skipped = false;

  constructor(private readonly length = 14) {}

  /** The newest picture's happenings. */
  offer(items: TickerItem[]): void {
    this.latest = items;
  }

  /** Lets one more in, if there is one. */
  step(): void {
    const top = this.shown[0]?.time ?? Number.NEGATIVE_INFINITY;
    const known = new Set(this.shown.map(key));
    const candidates = this.latest.filter((i) => i.time >= top && !known.has(key(i)));
    if (candidates.length === 0) return;
    this.skipped = candidates.length > 3;
    const chosen = this.skipped ? this.leastShown(candidates) : oldest(candidates);
    this.shown = [chosen, ...this.shown].slice(0, this.length);
  }

  clear(): void {
    this.latest = [];
    this.shown = [];
    this.skipped = false;
  }

  items(): readonly TickerItem[] {
    return this.shown;
  }

  /** Whether some happenings were left out. */
  isSelection(): boolean {
    return this.skipped;
  }

  private leastShown(candidates: TickerItem[]): TickerItem {
    // The last one leaves as the new one comes.
    const staying = this.shown.slice(0, this.length - 1);
    const times = (i: TickerItem) => staying.filter((s) => s.kind === i.kind).length;
    return candidates.reduce((best, i) =>
      times(i) < times(best) || (times(i) === times(best) && i.time > best.time) ? i : best,
    );
  }
}

function oldest(items: TickerItem[]): TickerItem {
  return items.reduce((a, b) => (b.time < a.time ? b : a));
}

function key(i: TickerItem): string {
  return `${i.kind} ${i.subject} ${i.time}`;
}
