import type { Recent } from '../fold/recent.ts';
import { pressure, type Metric } from '../map/metric.ts';
import type { Picture } from '../picture/picture.ts';
import { count, duration, NOTHING, percent, tenths } from '../text/format.ts';
import { CallsTile } from './CallsTile.tsx';
import { SeatsTile } from './SeatsTile.tsx';
import { Tile } from './Tile.tsx';
import type { Speech } from './wall.ts';

interface Props {
  picture: Picture;
  waiting: Recent;
  speech: Speech;
}

/** The six tiles. */
export function Kpis({ picture: { city }, waiting, speech }: Props) {
  const { say } = speech;
  const waits = city.longestWaitSeconds !== null;
  return (
    <div class="kpis">
      <Tile id="waiting" title={say('waiting')} tip={say('waitingTip')}>
        <p class="value">{count(city.waiting)}</p>
        <Sparkline waiting={waiting} now={city.waiting} speech={speech} />
      </Tile>
      <Tile id="longest" title={say('longestWait')} tip={say('longestWaitTip')}>
        <p
          class={(city.longestWaitSeconds ?? 0) < 3600 ? 'value' : 'value hours'}
          {...emphasis('longestWait', city.longestWaitSeconds)}
        >
          {duration(city.longestWaitSeconds)}
        </p>
        <p class="more">{waits ? <span class="id">{city.longestWaitCallId || NOTHING}</span> : say('longestWaitNone')}</p>
      </Tile>
      <Tile id="service" title={say('serviceLevel')} tip={say('serviceLevelTip')}>
        <p class="value" {...emphasis('serviceLevel', city.serviceLevel)}>
          {percent(city.serviceLevel)}
        </p>
        <p class="more">
          <span>{say('asa', { n: tenths(city.asaSeconds) })}</span> <span>{say('connectRate', { n: percent(city.connectRate) })}</span>
        </p>
      </Tile>
      <SeatsTile seats={city.seats} speech={speech} />
      <CallsTile city={city} speech={speech} />
      <Tile id="abandonment" title={say('abandonment')} tip={say('abandonmentTip')}>
        <p class="value" {...emphasis('abandonment', city.abandonment)}>
          {percent(city.abandonment)}
        </p>
        <p class="more">
          <span>{say('short', { n: count(city.abandonedShort) })}</span> <span>{say('long', { n: count(city.abandonedLong) })}</span>
        </p>
      </Tile>
    </div>
  );
}

/** The upper two classes of the map's colours press in the tiles too. */
function emphasis(metric: Metric, value: number | null): { 'data-pressure'?: number } {
  const p = pressure(metric, value);
  return p === null ? {} : { 'data-pressure': p };
}

function Sparkline({ waiting, now, speech: { say } }: { waiting: Recent; now: number; speech: Speech }) {
  const values = waiting.points().map((p) => p.value);
  const label = say('waitingSpark', {
    min: count(Math.min(now, ...values)),
    max: count(Math.max(now, ...values)),
    now: count(now),
  });
  return (
    <svg class="spark" viewBox="0 -2 200 44" preserveAspectRatio="none" role="img" aria-label={label}>
      <path d={waiting.path(200, 40)} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
