import { layOut, LEGEND, TOTAL, type Cell } from '../map/layout.ts';
import { legend, METRICS, metricValue, pressure, showMetric, type Metric } from '../map/metric.ts';
import { CITY, type Area, type Picture } from '../picture/picture.ts';
import { count } from '../text/format.ts';
import { STALE_MS } from '../time/age.ts';
import { AlertMark, alertWords } from './Alerts.tsx';
import { Explained } from './Explained.tsx';
import { areaName, shortName, type Speech, type Wall } from './wall.ts';

interface Props {
  wall: Wall;
  picture: Picture;
  speech: Speech;
  setMetric(metric: Metric): void;
}

/** The districts as tiles, roughly where they lie, coloured by one metric. */
export function DistrictMap({ wall, picture, speech, setMetric }: Props) {
  const { say } = speech;
  const { metric, sinceReceiptMs } = wall;
  const cells = layOut(picture.districts.map((d) => d.code));
  return (
    <section class="panel map">
      <div class="bar">
        <Explained id="tip-map" text={`${say(`metric_${metric}`)}: ${say(`metricTip_${metric}`)}`}>
          {say('map')}
        </Explained>
        <fieldset class="choice">
          <legend class="unseen">{say('mapMetric')}</legend>
          {METRICS.map((m) => (
            <label key={m} title={say(`metricTip_${m}`)}>
              <input type="radio" name="metric" checked={m === metric} onChange={() => setMetric(m)} />
              <span>{say(`metric_${m}`)}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <ul class="tiles">
        <TotalTile city={picture.city} metric={metric} speech={speech} />
        {picture.districts.map((d) => (
          <DistrictTile
            key={d.code}
            area={d}
            cell={cells.get(d.code)!}
            metric={metric}
            oldMs={d.ageMs + sinceReceiptMs}
            speech={speech}
          />
        ))}
        <li class="legend" style={place(LEGEND)} aria-label={say('legend')}>
          <ol>
            {legend(metric).map((text, p) => (
              <li key={p}>
                <i data-pressure={p} />
                {text}
              </li>
            ))}
          </ol>
        </li>
      </ul>
    </section>
  );
}

interface TileProps {
  area: Area;
  cell: Cell;
  metric: Metric;
  /** Age of its figures, milliseconds. */
  oldMs: number;
  speech: Speech;
}

function DistrictTile({ area, cell, metric, oldMs, speech }: TileProps) {
  const { say } = speech;
  const value = metricValue(metric, area);
  const old = oldMs > STALE_MS;
  const trouble = !area.serving
    ? say('notServing')
    : old
      ? say('oldDistrict', { s: Math.floor(oldMs / 1000) })
      : null;
  const shown = showMetric(metric, value);
  const more = say('tileMore', {
    waiting: count(area.waiting),
    busy: count(area.seats.onContact + area.seats.wrapping),
    signedIn: count(area.seats.signedIn),
    offered: count(area.offered),
  });
  const head = say('tile', { name: areaName(area, speech), metric: say(`metric_${metric}`), value: shown });
  return (
    <li
      class={trouble === null ? 'district' : 'district hatched'}
      style={place(cell)}
      data-code={area.code}
      data-pressure={trouble === null ? (pressure(metric, value) ?? 'none') : 'none'}
      title={[head, area.code === CITY && say('cityFloorTip'), more, alertWords(area, speech), trouble].filter(Boolean).join('\n')}
    >
      <span class="name">{shortName(area, speech)}</span>
      <AlertMark area={area} speech={speech} />
      <Value text={shown} />
      {trouble !== null && <span class="trouble">{trouble}</span>}
    </li>
  );
}

function TotalTile({ city, metric, speech: { say } }: { city: Area; metric: Metric; speech: Speech }) {
  return (
    <li class="total" style={place(TOTAL)}>
      <span class="name">{say('wholeCity')}</span>
      <Value text={showMetric(metric, metricValue(metric, city))} />
    </li>
  );
}

/** As large as it can be without leaving its tile. */
function Value({ text }: { text: string }) {
  return <b class={text.length > 3 ? 'long' : ''}>{text}</b>;
}

function place({ column, row }: Cell) {
  return { gridColumnStart: String(column + 1), gridRowStart: String(row + 1) };
}
