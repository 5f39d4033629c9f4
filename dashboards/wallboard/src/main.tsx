import { render } from 'preact';
import { MinuteFold } from './fold/minutes.ts';
import { Pace } from './fold/pace.ts';
import { Recent } from './fold/recent.ts';
import { METRICS, type Metric } from './map/metric.ts';
import type { Picture } from './picture/picture.ts';
import { Connection } from './stream/connect.ts';
import { chooseLanguage, say, TAGS, type Language } from './text/language.ts';
import { freshness } from './time/age.ts';
import { App } from './view/App.tsx';
import './style/wallboard.css';

/** Ages grow and the clock runs between pictures too, milliseconds. */
const REDRAW_MS = 250;
const TICKER_MS = 900;

let picture: Picture | null = null;
let receivedAt = 0;
const minutes = new MinuteFold();
const waiting = new Recent();
const ticker = new Pace();
let language = chooseLanguage(location.hash, remembered('language'), navigator.language);
let metric = chooseMetric(location.hash);

const connection = new Connection(location.origin, (p) => {
  const now = performance.now();
  if (p.gridTime !== null) {
    if (picture?.gridTime != null && p.gridTime < picture.gridTime) ticker.clear();
    const { offered, answered } = p.city;
    minutes.add({ at: p.gridTime, received: now, offered, answered, waiting: p.city.waiting });
    waiting.add(p.gridTime, p.city.waiting);
  }
  ticker.offer(p.ticker);
  if (picture === null) ticker.step();
  picture = p;
  receivedAt = now;
  draw();
});

function draw(): void {
  const sinceReceiptMs = performance.now() - receivedAt;
  const where = connection.route.isHome() ? say(language)('ownNode') : connection.route.current();
  render(
    <App
      wall={{
        picture,
        sinceReceiptMs,
        freshness: freshness(picture, sinceReceiptMs),
        language,
        metric,
        where,
        minutes,
        waiting,
        ticker,
      }}
      setLanguage={setLanguage}
      setMetric={setMetric}
    />,
    document.getElementById('wall')!,
  );
}

function setLanguage(next: Language): void {
  language = next;
  try {
    localStorage.setItem('language', next);
  } catch {
    // A browser that keeps nothing still has the address.
  }
  remember();
}

function setMetric(next: Metric): void {
  metric = next;
  remember();
}

/** The address carries both wishes, so that a wall can be set up by a link. */
function remember(): void {
  history.replaceState(null, '', `#lang=${language}&metric=${metric}`);
  speak();
  draw();
}

function speak(): void {
  document.documentElement.lang = TAGS[language];
  document.title = say(language)('title');
}

function chooseMetric(hash: string): Metric {
  const asked = new URLSearchParams(hash.replace(/^#/, '')).get('metric');
  return METRICS.find((m) => m === asked) ?? 'waiting';
}

function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

window.addEventListener('hashchange', () => {
  language = chooseLanguage(location.hash, language, language);
  metric = chooseMetric(location.hash);
  speak();
  draw();
});
window.setInterval(draw, REDRAW_MS);
window.setInterval(() => ticker.step(), TICKER_MS);
speak();
connection.open();
draw();
