import { useEffect, useRef } from 'preact/hooks';
import type { Minute } from '../fold/minutes.ts';
import { count, NOTHING } from '../text/format.ts';
import { hourMinute } from '../time/clock.ts';
import { Explained } from './Explained.tsx';
import { draw, mount } from './chart.ts';
import type { Speech, Wall } from './wall.ts';

/** Offered and answered a minute, and waiting, over the last half hour of grid time. */
export function Trend({ wall, speech }: { wall: Wall; speech: Speech }) {
  const { say } = speech;
  const minutes = wall.minutes.minutes();
  const newest = minutes.at(-1);
  const since = wall.minutes.since();
  const seen = minutes.some((m) => m.offered !== null);
  const shown = (n: number | null | undefined) => (n == null ? NOTHING : count(n));
  return (
    <section class="panel trend">
      <div class="bar">
        <Explained id="tip-trend" text={say('trendTip')}>
          {say('trend')}
        </Explained>
        <ul class="keys">
          <Key name="offered" text={say('offered')} value={say('perMinute', { n: shown(newest?.offered) })} />
          <Key name="answered" text={say('answered')} value={say('perMinute', { n: shown(newest?.answered) })} />
          <Key name="waits" text={say('stillWaiting')} value={shown(newest?.waiting)} />
        </ul>
      </div>
      <Chart minutes={minutes} label={summary(newest, speech)} />
      {!seen && since !== null && (
        <p class="collecting">{say('collecting', { time: hourMinute(since) })}</p>
      )}
    </section>
  );
}

function summary(m: Minute | undefined, { say }: Speech): string {
  return say('trendSummary', {
    offered: m?.offered ?? NOTHING,
    answered: m?.answered ?? NOTHING,
    waiting: m?.waiting ?? NOTHING,
  });
}

function Key({ name, text, value }: { name: string; text: string; value: string }) {
  return (
    <li>
      <i class={`line ${name}`} />
      {text} <b>{value}</b>
    </li>
  );
}

function Chart({ minutes, label }: { minutes: Minute[]; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof mount> | null>(null);
  useEffect(() => {
    const mounted = mount(box.current!);
    chart.current = mounted;
    return () => mounted.dispose();
  }, []);
  // Pictures come far more often than minutes end.
  const version = JSON.stringify(minutes);
  useEffect(() => {
    if (chart.current !== null) draw(chart.current, minutes);
  }, [version]);
  return <div class="chart" ref={box} role="img" aria-label={label} />;
}
