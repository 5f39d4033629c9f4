import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MinuteFold, type Sample } from '../src/fold/minutes.ts';
import { Pace } from '../src/fold/pace.ts';
import { Recent } from '../src/fold/recent.ts';
import { TICKER_KINDS } from '../src/picture/picture.ts';
import { happening } from './pictures.ts';

const MIDNIGHT = Date.UTC(2026, 10, 24, 16);

/** A picture `seconds` of grid time after the beginning, received `real` milliseconds after it. */
function sample(seconds: number, offered: number, more: Partial<Sample> = {}): Sample {
  return { at: MIDNIGHT + seconds * 1000, received: seconds, offered, answered: offered, waiting: 0, ...more };
}

function offered(fold: MinuteFold): (number | null)[] {
  return fold.minutes().map((m) => m.offered);
}

test('growth between two pictures is spread over the minutes between them', () => {
  const fold = new MinuteFold(3);
  fold.add(sample(0, 100));
  fold.add(sample(90, 190));
  fold.add(sample(180, 370));
  // 60 in the first minute, 30 + 60 in the second, 120 in the third.
  assert.deepEqual(offered(fold), [60, 90, 120]);
});

test('a minute the page has not seen whole is empty', () => {
  const fold = new MinuteFold(2);
  fold.add(sample(30, 0));
  fold.add(sample(125, 95));
  assert.equal(fold.since(), MIDNIGHT + 30_000);
  assert.deepEqual(offered(fold), [null, 60]);
});

test('counters that restart at midnight do not make a negative minute', () => {
  const fold = new MinuteFold(2);
  fold.add(sample(0, 70_000));
  fold.add(sample(60, 70_060));
  fold.add(sample(120, 50));
  assert.deepEqual(offered(fold), [60, 50]);
});

test('time nobody watched stays empty', () => {
  const fold = new MinuteFold(4);
  fold.add(sample(0, 0));
  fold.add(sample(60, 60));
  fold.add(sample(180, 600, { received: 7_000 }));
  fold.add(sample(240, 660, { received: 7_500 }));
  assert.deepEqual(offered(fold), [60, null, null, 60]);
});

test('a clock set far ahead begins another history', () => {
  const fold = new MinuteFold(2);
  fold.add(sample(0, 0, { at: 0 }));
  fold.add(sample(0, 40));
  fold.add(sample(60, 100));
  assert.deepEqual(offered(fold), [null, 60]);
  assert.equal(fold.since(), MIDNIGHT);
});

test('a clock set back begins another history', () => {
  const fold = new MinuteFold(2);
  fold.add(sample(0, 0));
  fold.add(sample(120, 100));
  fold.add(sample(0, 5));
  assert.deepEqual(offered(fold), [null, null]);
  assert.equal(fold.since(), MIDNIGHT);
});

test('no more minutes are kept than are shown', () => {
  const fold = new MinuteFold(30);
  for (let minute = 0; minute <= 600; minute++) fold.add(sample(minute * 60, minute * 7, { waiting: minute }));
  assert.equal(fold.minutes().length, 30);
  assert.deepEqual(new Set(offered(fold)), new Set([7]));
  // `fold` is built without access checks: look at what it holds.
  assert.ok((fold as unknown as { buckets: Map<number, unknown> }).buckets.size <= 31);
});

test('a sparkline keeps the present and a bounded number of points of the past', () => {
  const recent = new Recent(600_000, 120);
  for (let i = 0; i <= 10_000; i++) recent.add(i * 500, i);
  const points = recent.points();
  assert.ok(points.length >= 100 && points.length <= 122, String(points.length));
  assert.deepEqual(points.at(-1), { at: 5_000_000, value: 10_000 });
  assert.ok(points[0]!.at >= 5_000_000 - 600_000);
});

test('a sparkline ends at the right edge and has zero at the bottom', () => {
  const recent = new Recent(1000, 10);
  recent.add(0, 0);
  recent.add(500, 4);
  recent.add(1000, 2);
  assert.equal(recent.path(200, 40), 'M0.0 40.0L100.0 0.0L200.0 20.0');
});

test('few happenings all come onto the ticker, oldest first', () => {
  const pace = new Pace();
  const [a, b] = [happening({ subject: 'C-1', time: 1 }), happening({ subject: 'C-2', time: 2 })];
  pace.offer([b, a]);
  for (let i = 0; i < 5; i++) pace.step();
  assert.deepEqual(pace.items(), [b, a]);
  assert.equal(pace.isSelection(), false);
});

test('a happening older than the top one is not slipped in above it', () => {
  const pace = new Pace();
  pace.offer([happening({ subject: 'C-2', time: 2 })]);
  pace.step();
  pace.offer([happening({ subject: 'C-1', time: 1 })]);
  pace.step();
  assert.deepEqual(pace.items().map((i) => i.subject), ['C-2']);
});

test('a flood is thinned to one a step, of every kind, newest on top, and says so', () => {
  const pace = new Pace(7);
  for (let s = 0; s < 50; s++) {
    pace.offer(
      Array.from({ length: 20 }, (_, i) =>
        happening({ kind: TICKER_KINDS[i % 7]!, subject: `C-${s}-${i}`, time: s * 1000 + 20 - i }),
      ),
    );
    pace.step();
  }
  assert.equal(pace.isSelection(), true);
  assert.equal(pace.items().length, 7);
  assert.equal(new Set(pace.items().map((i) => i.kind)).size, 7);
  const times = pace.items().map((i) => i.time);
  assert.deepEqual(times, [...times].sort((a, b) => b - a));
});
