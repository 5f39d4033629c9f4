import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshness } from '../src/time/age.ts';
import { date, gridNow, hourMinute, hourMinuteSecond, month } from '../src/time/clock.ts';
import { picture } from './pictures.ts';

test('without a picture the page is connecting', () => {
  assert.deepEqual(freshness(null, 0), { kind: 'connecting' });
});

test('age is the age of the oldest part plus the time since the picture came', () => {
  assert.deepEqual(freshness(picture({ oldestAgeMs: 400 }), 200), { kind: 'fresh', ageMs: 600 });
});

test('data is fresh up to 5 s and stale beyond', () => {
  const p = picture({ oldestAgeMs: 1000 });
  assert.equal(freshness(p, 4000).kind, 'fresh');
  assert.deepEqual(freshness(p, 4001), { kind: 'stale', ageMs: 5001 });
});

test('one old district among fresh ones makes a part stale, and is named', () => {
  const districts = [
    { code: '110105', ageMs: 100 },
    { code: '110109', ageMs: 7000 },
  ];
  const p = picture({ oldestAgeMs: 7000, districts });
  assert.deepEqual(freshness(p, 500), { kind: 'partial', ageMs: 7500, codes: ['110109'] });
  assert.equal(freshness(p, 6000).kind, 'stale');
});

test('when every district is old all of it is stale, even while pictures arrive', () => {
  const p = picture({ oldestAgeMs: 7000, districts: [{ code: '110105', ageMs: 7000 }] });
  assert.equal(freshness(p, 100).kind, 'stale');
});

// 23:30 in Shanghai is 15:30 in UTC, and 00:30 is the day before.
const LATE = Date.UTC(2026, 10, 30, 15, 30, 5);

test('the clock is that of Shanghai', () => {
  assert.equal(hourMinute(LATE), '23:30');
  assert.equal(hourMinuteSecond(LATE), '23:30:05');
});

test('the day turns in Shanghai, not in Greenwich', () => {
  assert.equal(date(LATE, 'zh'), '2026年11月30日 星期一');
  assert.equal(date(LATE + 3_600_000, 'en'), 'Tue 1 Dec 2026');
  assert.equal(month(LATE, 'en'), 'Nov 2026');
  assert.equal(month(LATE + 3_600_000, 'zh'), '2026年12月');
});

test('the clock runs on between pictures and stops with the grid', () => {
  assert.equal(gridNow(1000, 60, 500), 31_000);
  assert.equal(gridNow(1000, 60, 60_000), 121_000);
});
