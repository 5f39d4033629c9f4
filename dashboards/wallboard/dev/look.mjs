// Takes pictures of the page in a headless Chromium and reports what a person would not see: console messages,
// requests to other hosts, and what axe-core finds.
//
//   npm run dev:look -- --out target/look [--url http://127.0.0.1:18100/] [--wait 8000] [--size 1920x1080] [--axe]
//     [--hash lang=en] [--name wall] [--eval "script run before the picture"] [--tabs 3] [--full]
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: v } = parseArgs({
  options: {
    out: { type: 'string', default: 'target/look' },
    url: { type: 'string', default: 'http://127.0.0.1:18100/' },
    wait: { type: 'string', default: '8000' },
    size: { type: 'string', default: '1920x1080' },
    hash: { type: 'string', default: 'lang=zh' },
    name: { type: 'string', default: 'wall' },
    eval: { type: 'string', default: '' },
    tabs: { type: 'string', default: '0' },
    full: { type: 'boolean', default: false },
    axe: { type: 'boolean', default: false },
  },
});
const profile = mkdtempSync(join(tmpdir(), 'wallboard-look-'));
const browser = spawn('chromium', [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--hide-scrollbars',
  `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank',
]);
try {
  const endpoint = await new Promise((found) => {
    let text = '';
    browser.stderr.on('data', (d) => {
      text += d;
      const m = /DevTools listening on (\S+)/.exec(text);
      if (m) found(m[1]);
    });
  });
  const port = new URL(endpoint).port;
  const [page] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()).filter((t) => t.type === 'page');
  await look(new WebSocket(page.webSocketDebuggerUrl));
} finally {
  const gone = browser.exitCode === null ? new Promise((r) => browser.once('exit', r)) : null;
  setTimeout(() => browser.kill(), 5000).unref();
  await gone;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function look(socket) {
  await new Promise((r) => socket.addEventListener('open', r));
  const waiting = new Map();
  const hosts = new Set();
  let id = 0;
  socket.addEventListener('message', ({ data }) => {
    const m = JSON.parse(data);
    if (m.id) waiting.get(m.id)?.(m.result ?? m.error);
    if (m.method === 'Log.entryAdded') console.log('log:', m.params.entry.level, m.params.entry.text, m.params.entry.url ?? '');
    if (m.method === 'Runtime.consoleAPICalled') console.log('console:', m.params.args.map((a) => a.value ?? a.description));
    if (m.method === 'Runtime.exceptionThrown') console.log('exception:', m.params.exceptionDetails.exception?.description);
    if (m.method === 'Network.requestWillBeSent') hosts.add(new URL(m.params.request.url).origin);
  });
  const call = (method, params = {}) =>
    new Promise((r) => {
      waiting.set(++id, r);
      socket.send(JSON.stringify({ id, method, params }));
    });
  const [width, height] = v.size.split('x').map(Number);
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await call(`${domain}.enable`);
  await call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 700 });
  await call('Page.navigate', { url: `${v.url}#${v.hash}` });
  await new Promise((r) => setTimeout(r, Number(v.wait)));
  if (v.eval !== '') {
    const { result } = await call('Runtime.evaluate', { expression: v.eval, awaitPromise: true, returnByValue: true });
    if (result?.value !== undefined) console.log('eval:', result.value);
    await new Promise((r) => setTimeout(r, 700));
  }
  for (let i = 0; i < Number(v.tabs); i++) {
    for (const type of ['rawKeyDown', 'keyUp']) await call('Input.dispatchKeyEvent', { type, key: 'Tab', windowsVirtualKeyCode: 9 });
  }
  const { data } = await call('Page.captureScreenshot', { format: 'png', captureBeyondViewport: v.full });
  mkdirSync(v.out, { recursive: true });
  writeFileSync(join(v.out, `${v.name}.png`), Buffer.from(data, 'base64'));
  console.log('origins:', [...hosts].join(' '));
  if (v.axe) await axe(call);
  void call('Browser.close');
}

async function axe(call) {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await call('Runtime.evaluate', { expression: source });
  const expression = `axe.run().then((r) => JSON.stringify(r.violations.map((x) =>
    [x.impact, x.id, x.nodes.length, x.nodes[0].html.slice(0, 160), x.nodes[0].failureSummary])))`;
  const { result } = await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  const found = JSON.parse(result.value);
  console.log(found.length === 0 ? 'axe: nothing found' : 'axe:', ...found);
}
