import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePicture } from '../src/picture/decode.ts';
import { account, alertLevel, openOrders, operators, seatOccupancy, seatsDifference } from '../src/picture/derive.ts';
import { area, picture } from './pictures.ts';

test('a field left out is zero, an optional left out cannot be computed', () => {
  const { city, cluster, ticker, oldestAgeMs } = picture();
  assert.equal(city.offered, 0);
  assert.equal(city.serviceLevel, null);
  assert.equal(city.longestWaitSeconds, null);
  assert.equal(city.serving, false);
  assert.deepEqual([cluster.nodes, ticker, oldestAgeMs], [[], [], 0]);
});

test('an optional that is zero stays zero', () => {
  assert.equal(area({ abandonment: 0 }).abandonment, 0);
});

test('a quotient that is not a number cannot be computed', () => {
  assert.equal(area({ serviceLevel: 'NaN' }).serviceLevel, null);
});

test('times of nine digits are read, absent ones are null', () => {
  assert.equal(picture({ gridTime: '2026-11-24T01:02:03.123456789Z' }).gridTime, Date.UTC(2026, 10, 24, 1, 2, 3, 123));
  assert.equal(picture({ gridTime: undefined }).gridTime, null);
});

test('a happening of a kind this page does not know is left out', () => {
  const known = { time: '2026-11-24T01:00:00Z', kind: 'TICKER_KIND_ORDER_CLOSED' };
  const { ticker } = picture({ ticker: [known, { ...known, kind: 'TICKER_KIND_UNSPECIFIED' }, { ...known, kind: 9 }] });
  assert.deepEqual(ticker.map((t) => t.kind), ['ORDER_CLOSED']);
});

test('what is not a picture is refused', () => {
  assert.throws(() => decodePicture('[]'), /expected: a JSON object/);
  assert.throws(() => decodePicture('{'), SyntaxError);
});

const FULL = {
  carriedIn: 2,
  offered: 100,
  answered: 80,
  abandonedShort: 3,
  abandonedLong: 4,
  flowedOut: 5,
  failed: 1,
  waiting: 9,
};

test('an account holds when each call is somewhere', () => {
  assert.deepEqual(account(area(FULL)), { abandoned: 7, difference: 0, holds: true });
});

test('an account does not hold when a call is missing or the grid reports a broken identity', () => {
  assert.deepEqual(account(area({ ...FULL, answered: 79 })), { abandoned: 7, difference: 1, holds: false });
  assert.equal(account(area({ ...FULL, violations: 1 })).holds, false);
});

test('seats add up to those signed in, whatever their state', () => {
  const seats = { signedIn: 28, available: 1, offered: 2, onContact: 3, wrapping: 4, notReady: 5, error: 6, missed: 7 };
  assert.equal(seatsDifference(area({ seats }).seats), 0);
  assert.equal(seatsDifference(area({ seats: { ...seats, error: 5 } }).seats), 1);
});

test('over the city, lent and guest seats count each operator once', () => {
  const { seats } = area({ seats: { signedIn: 18, lent: 3, guests: 2 } });
  assert.equal(operators(seats), 19);
  assert.equal(operators(area({ seats: { signedIn: 18 } }).seats), 18);
});

test('alerts are drawn not at all without any, strongly while nobody looks after one', () => {
  assert.equal(alertLevel(area({ alerts: 0, alertsUnacknowledged: 0 })), 'calm');
  assert.equal(alertLevel(area({ alerts: 2, alertsUnacknowledged: 0 })), 'acknowledged');
  assert.equal(alertLevel(area({ alerts: 2, alertsUnacknowledged: 1 })), 'unacknowledged');
});

test('alerts that a floor has not told of are no calm', () => {
  assert.equal(alertLevel(area()), 'unknown');
  assert.equal(alertLevel(area({ alerts: 2 })), 'unknown');
});

test('occupancy leaves ringing and not-ready seats out, and is absent without others', () => {
  assert.equal(seatOccupancy(area({ seats: { onContact: 5, wrapping: 1, available: 2, offered: 9, notReady: 9 } }).seats), 0.75);
  assert.equal(seatOccupancy(area({ seats: { offered: 3, notReady: 4 } }).seats), null);
});

test('orders are open until they are closed', () => {
  assert.equal(openOrders(area({ orders: { opened: 35, dispatched: 1, returnRequested: 4, signed: 2, inHand: 5, pending: 6, merged: 7, followUp: 3, closed: 14 } }).orders), 28);
});
