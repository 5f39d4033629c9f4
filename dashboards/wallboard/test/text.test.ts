import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, countOrNothing, duration, percent, tenths, wholePercent } from '../src/text/format.ts';
import { chooseLanguage, say } from '../src/text/language.ts';
import { en } from '../src/text/en.ts';
import { zh } from '../src/text/zh.ts';

test('counts are grouped by thousands', () => {
  assert.deepEqual([0, 999, 1000, 41_235, 17_150_000].map(count), ['0', '999', '1,000', '41,235', '17,150,000']);
});

test('what cannot be computed is a dash, never 0', () => {
  assert.deepEqual([countOrNothing(null), percent(null), wholePercent(null), duration(null), tenths(null)], ['–', '–', '–', '–', '–']);
  assert.deepEqual([countOrNothing(0), percent(0), wholePercent(0), duration(0), tenths(0)], ['0', '0%', '0%', '0:00', '0.0']);
});

test('a share is 100% only when nothing is missing, and 0% only when nothing is there', () => {
  assert.deepEqual([1, 0.9999, 0.924, 0.0001, 1.001].map(percent), ['100%', '99.9%', '92.4%', '0.1%', '100.1%']);
  assert.deepEqual([1, 0.999, 0.924, 0.001].map(wholePercent), ['100%', '99%', '92%', '1%']);
});

test('durations read as minutes and seconds', () => {
  assert.deepEqual([7.9, 60, 725, 3723].map(duration), ['0:07', '1:00', '12:05', '1:02:03']);
});

test('both languages have the same texts with the same holes, none of them empty', () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(zh).sort());
  const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of Object.keys(zh) as (keyof typeof zh)[]) {
    assert.deepEqual(holes(en[key]), holes(zh[key]), key);
    assert.ok(en[key].trim() !== '' && zh[key].trim() !== '', key);
  }
});

test('holes are filled', () => {
  assert.equal(say('en')('age', { s: '0.6' }), '0.6 s old');
});

test('the address decides the language, then what was remembered, then the browser', () => {
  assert.equal(chooseLanguage('#lang=en&metric=waiting', 'zh', 'zh-CN'), 'en');
  assert.equal(chooseLanguage('#metric=waiting', 'zh', 'en-GB'), 'zh');
  assert.equal(chooseLanguage('', null, 'en-GB'), 'en');
  assert.equal(chooseLanguage('', null, 'fr'), 'zh');
});
