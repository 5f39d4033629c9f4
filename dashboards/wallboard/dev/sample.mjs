// Serves the built page and a generated moving sample, for looking at the page while it is being made.
//
//   npm run build && npm run dev:sample -- [--port 18100] [--nodes 3] [--speed 60]
//
// While it runs: GET /dev/stall (send nothing more), /dev/resume, /dev/kill (this node goes away),
// /dev/district?code=110109&serving=false&ageMs=8000, /dev/district?code=110105&alerts=3&alertsUnacknowledged=1&lent=2
// (or guests), /dev/break (an identity breaks), /dev/empty (nothing computable).
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { City } from './city.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '18100' },
    nodes: { type: 'string', default: '3' },
    speed: { type: 'string', default: '60' },
  },
});
const [port, count] = [Number(values.port), Number(values.nodes)];
const DIST = new URL('../dist/', import.meta.url);
const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', md: 'text/plain' };
// The same policy as the node's.
const CSP = "default-src 'self'; connect-src 'self' http://*:*; style-src 'self'; img-src 'self' data:";

const city = new City({ speed: Number(values.speed) });
let stalled = false;
let broken = false;
let empty = false;
const nodes = Array.from({ length: count }, (_, i) => start(i));

setInterval(() => {
  city.advance(500);
  for (const f of city.floors) if (f.ageMs > 0) f.ageMs += 500;
  if (!stalled) for (const n of nodes) n.send();
}, 500);

function start(i) {
  const readers = new Set();
  const node = { present: true, send };
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://node');
    if (url.pathname.startsWith('/dev/')) return response.end(control(url, node, server));
    if (url.pathname !== '/wall/stream') return file(url.pathname, response);
    response.writeHead(200, {
      'content-type': 'text/event-stream', 'cache-control': 'no-store', 'access-control-allow-origin': '*',
    });
    readers.add(response);
    request.on('close', () => readers.delete(response));
    response.write(': hello\n\n');
    if (!stalled) response.write(event(i));
  });
  server.listen(port + i, '127.0.0.1', () => console.log(`node-${i + 1}: http://127.0.0.1:${port + i}/`));
  function send() {
    if (readers.size === 0) return;
    const text = event(i);
    for (const r of readers) r.write(text);
  }
  return node;
}

function event(i) {
  const health = nodes.map((n, k) => ({
    nodeId: `node-${k + 1}`, address: `127.0.0.1:${9090 + k}`, http: `http://127.0.0.1:${port + k}`,
    ...(n.present && { present: true, districts: Math.ceil((17 - k) / count) }),
  }));
  const picture = city.picture(health, `node-${i + 1}`);
  if (broken) Object.assign(picture.city, { violations: 1, answered: picture.city.answered + 3 });
  if (empty) for (const a of [picture.city, ...picture.districts]) blank(a);
  return `event: picture\ndata: ${JSON.stringify(picture)}\n\n`;
}

function blank(area) {
  for (const k of Object.keys(area)) if (!['code', 'name', 'nameEn', 'serving', 'ageMs'].includes(k)) delete area[k];
}

function control(url, node, server) {
  switch (url.pathname) {
    case '/dev/stall': stalled = true; break;
    case '/dev/resume': stalled = false; break;
    case '/dev/break': broken = !broken; break;
    case '/dev/empty': empty = !empty; break;
    case '/dev/kill':
      node.present = false;
      server.close();
      setTimeout(() => server.closeAllConnections(), 50);
      break;
    case '/dev/district': {
      const f = city.floors.find((x) => x.code === url.searchParams.get('code'));
      f.serving = url.searchParams.get('serving') !== 'false';
      for (const k of ['ageMs', 'alerts', 'alertsUnacknowledged', 'lent', 'guests']) {
        f[k] = Number(url.searchParams.get(k) ?? 0);
      }
      break;
    }
    default: return 'unknown (expected: stall, resume, break, empty, kill, district)\n';
  }
  return 'done\n';
}

function file(path, response) {
  const name = path === '/' ? 'index.html' : path.slice(1);
  try {
    if (!/^[\w.-]+$/.test(name)) throw new Error(name);
    const body = readFileSync(new URL(name, DIST));
    response.writeHead(200, {
      'content-type': TYPES[name.split('.').pop()] ?? 'application/octet-stream', 'content-security-policy': CSP,
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}
