import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Route } from '../src/stream/route.ts';

const HOME = 'http://10.0.0.1:8080';
const SECOND = 'http://10.0.0.2:8080';
const THIRD = 'http://10.0.0.3:8080';

function route(): Route {
  const r = new Route(HOME);
  r.learn([
    { http: HOME, present: true },
    { http: THIRD, present: false },
    { http: `${SECOND}/`, present: true },
  ]);
  return r;
}

test('the first failure is answered with a second try at the same node, soon', () => {
  const r = route();
  assert.ok(r.failed() <= 250);
  assert.equal(r.current(), HOME);
});

test('after two failures the next node is tried, a present one before an absent one', () => {
  const r = route();
  r.failed();
  r.failed();
  assert.equal(r.current(), SECOND);
  assert.equal(r.isHome(), false);
  r.failed();
  r.failed();
  assert.equal(r.current(), THIRD);
  r.failed();
  r.failed();
  assert.equal(r.current(), HOME, 'and round again');
});

test('a picture makes failures forgotten', () => {
  const r = route();
  r.failed();
  r.succeeded();
  r.failed();
  assert.equal(r.current(), HOME);
});

test('the node in use stays in use when the cluster changes', () => {
  const r = route();
  r.failed();
  r.failed();
  r.learn([{ http: THIRD, present: true }]);
  assert.equal(r.current(), SECOND);
});

test('waits grow with the rounds, up to two seconds', () => {
  const r = new Route(HOME);
  const delays = Array.from({ length: 12 }, () => r.failed());
  assert.ok(delays.every((d, i) => d >= (delays[i - 1] ?? 0) && d <= 2000), String(delays));
  assert.equal(delays.at(-1), 2000);
});

test('an address that is none is not tried', () => {
  const r = new Route(HOME);
  r.learn([{ http: '', present: true }, { http: 'javascript:alert(1)', present: true }]);
  for (let i = 0; i < 4; i++) r.failed();
  assert.equal(r.current(), HOME);
});
