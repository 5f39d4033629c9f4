import assert from 'node:assert/strict';
import { test } from 'node:test';
import { districtRows, reorder, sorted, streetsByDistrict, type Row } from '../src/rates/rows.ts';
import { area, picture } from './pictures.ts';

function row(code: string, open: number, resolution: number | null): Row {
  return { code, open, rates: { followedUp: 0, response: null, resolution, satisfaction: null } };
}

const ROWS = [row('1', 5, 0.8), row('2', 9, null), row('3', 5, 0.9)];

function codes(rows: Row[]): string {
  return rows.map((r) => r.code).join('');
}

test('districts come in place order, the city floor last', () => {
  assert.equal(districtRows([area({ code: '110000' }), area({ code: '110102' }), area({ code: '110101' })]).map((r) => r.code).join(), '110101,110102,110000');
});

test('what cannot be computed comes last, whichever way rates are sorted', () => {
  assert.equal(codes(sorted(ROWS, { column: 'resolution', descending: true })), '312');
  assert.equal(codes(sorted(ROWS, { column: 'resolution', descending: false })), '132');
});

test('equals stay in place order and the input stays as it was', () => {
  assert.equal(codes(sorted(ROWS, { column: 'open', descending: false })), '132');
  assert.equal(codes(ROWS), '123');
});

test('a first click shows the largest numbers, a second turns them round', () => {
  const once = reorder({ column: 'place', descending: false }, 'open');
  assert.deepEqual(once, { column: 'open', descending: true });
  assert.deepEqual(reorder(once, 'open'), { column: 'open', descending: false });
  assert.deepEqual(reorder(once, 'place'), { column: 'place', descending: false });
});

test('streets are found by their district', () => {
  const { streets } = picture({ streets: [{ code: 'a', district: '1' }, { code: 'b', district: '2' }, { code: 'c', district: '1' }] });
  assert.deepEqual(streetsByDistrict(streets).get('1')?.map((s) => s.code), ['a', 'c']);
});
