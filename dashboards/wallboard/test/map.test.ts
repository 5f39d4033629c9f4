import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { COLUMNS, layOut, LEGEND, TOTAL } from '../src/map/layout.ts';
import { legend, METRICS, metricValue, pressure, showMetric } from '../src/map/metric.ts';
import { area } from './pictures.ts';

// The directory the grid itself uses: the map must not fall behind it.
const DISTRICTS = readFileSync('../../grid-node/core/src/main/resources/hotline/directory/beijing-districts.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',')[0]!);

test('the map has a place of its own for each of the 16 districts and the city floor', () => {
  assert.equal(DISTRICTS.length, 16);
  const cells = layOut(['110000', ...DISTRICTS]);
  const places = [...cells.values(), TOTAL, { ...LEGEND, row: 0 }, { ...LEGEND, row: 1 }];
  assert.equal(new Set(places.map((c) => `${c.column} ${c.row}`)).size, 17 + 3);
  assert.ok(places.every((c) => c.column < COLUMNS && c.row < 4), 'within the first four rows');
});

test('neighbours to the north, south, west and east lie there', () => {
  const cells = layOut(DISTRICTS);
  const at = (code: string) => cells.get(code)!;
  assert.ok(at('110116').row < at('110106').row, 'Huairou north of Fengtai');
  assert.ok(at('110108').column < at('110105').column, 'Haidian west of Chaoyang');
  assert.ok(at('110112').column > at('110111').column, 'Tongzhou east of Fangshan');
});

test('districts of another city are laid out below, each in its own place', () => {
  const cells = layOut(['310101', '110101', '310104']);
  assert.deepEqual([cells.get('310101'), cells.get('310104')], [{ column: 0, row: 4 }, { column: 1, row: 4 }]);
});

test('pressure grows with waiting and falls with service level', () => {
  assert.deepEqual([0, 1, 5, 10, 20, 500].map((n) => pressure('waiting', n)), [0, 1, 2, 3, 4, 4]);
  assert.deepEqual([1, 0.95, 0.94, 0.85, 0.75, 0.2].map((n) => pressure('serviceLevel', n)), [0, 0, 1, 2, 3, 4]);
});

test('a value that cannot be computed has no colour and reads as a dash', () => {
  const idle = area();
  for (const m of METRICS.filter((m) => m !== 'waiting')) {
    assert.equal(metricValue(m, idle), null, m);
    assert.equal(pressure(m, null), null, m);
    assert.equal(showMetric(m, null), '–', m);
  }
  assert.equal(showMetric('waiting', metricValue('waiting', idle)), '0');
});

test('the legend has a text for each of the five colours', () => {
  assert.deepEqual(legend('waiting'), ['0', '1–4', '5–9', '10–19', '≥ 20']);
  assert.deepEqual(legend('serviceLevel'), ['≥ 95%', '90–95%', '80–90%', '70–80%', '< 70%']);
  assert.deepEqual(legend('longestWait'), ['< 0:15', '0:15–0:30', '0:30–1:00', '1:00–2:00', '≥ 2:00']);
});
