import { readFileSync } from 'node:fs';

// A small moving city for looking at the page while it is being made. It follows the shape of the real pictures and
// keeps their identities; it says nothing about how a real hotline behaves.

const PLACES = new URL('../../../grid-node/core/src/main/resources/hotline/directory/', import.meta.url);
const PINYIN = {
  110101: 'Dongcheng', 110102: 'Xicheng', 110105: 'Chaoyang', 110106: 'Fengtai', 110107: 'Shijingshan',
  110108: 'Haidian', 110109: 'Mentougou', 110111: 'Fangshan', 110112: 'Tongzhou', 110113: 'Shunyi',
  110114: 'Changping', 110115: 'Daxing', 110116: 'Huairou', 110117: 'Pinggu', 110118: 'Miyun', 110119: 'Yanqing',
};
const WEIGHT = { 110105: 18, 110108: 15, 110106: 10, 110114: 11, 110115: 10, 110112: 9, 110000: 4, 110102: 6, 110113: 6 };

function table(file) {
  return readFileSync(new URL(file, PLACES), 'utf8').trim().split('\n').slice(1).map((l) => l.split(','));
}

function random(seed) {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const OPTIONAL = [
  'longestWaitSeconds', 'serviceLevel', 'abandonment', 'connectRate', 'asaSeconds', 'ahtSeconds', 'alerts',
  'alertsUnacknowledged',
];

export class City {
  constructor({ seed = 7, speed = 60, start = Date.parse('2026-11-24T09:00:00+08:00') } = {}) {
    this.next = random(seed);
    this.speed = speed;
    this.gridTime = start;
    this.ticker = [];
    this.calls = 0;
    this.streets = table('beijing-streets.csv').map(([code, name, district]) => ({
      code, name, district, open: 0, asked: 0, responded: 0, resolved: 0, satisfied: 0, bias: this.next(),
    }));
    this.floors = [['110000', '北京市'], ...table('beijing-districts.csv')].map(([code, name]) => {
      const weight = WEIGHT[code] ?? 3;
      const signedIn = Math.round(weight * 5.6);
      return {
        code, name, nameEn: PINYIN[code] ?? 'Beijing', weight, signedIn, queue: [], busy: Math.round(signedIn * 0.6),
        carriedIn: code === '110105' ? 2 : 0, offered: 0, answered: 0, within: 0, short: 0, long: 0, flowed: 0,
        waitSum: 0, opened: 0, dispatched: 0, signed: 0, followUp: 0, closed: 0, serving: true, ageMs: 0,
        lent: 0, guests: 0, alerts: 0, alertsUnacknowledged: 0,
      };
    });
    for (const f of this.floors) for (let i = 0; i < f.carriedIn; i++) f.queue.push(this.gridTime);
    for (let i = 0; i < 40; i++) this.advance(15_000 / this.speed);
  }

  /** Lets real milliseconds pass. */
  advance(realMs) {
    const seconds = (realMs * this.speed) / 1000;
    this.gridTime += realMs * this.speed;
    const wave = 1 + 0.25 * Math.sin(this.gridTime / 400_000) + 0.1 * Math.sin(this.gridTime / 61_000);
    for (const f of this.floors) this.pass(f, seconds, wave);
  }

  pass(f, seconds, wave) {
    const total = this.floors.reduce((s, x) => s + x.weight, 0);
    const rate = (78 / 60) * (f.weight / total) * wave * (f.code === '110114' ? 1.35 : 1) * (f.code === '110118' ? 1.2 : 1);
    for (let i = this.poisson(rate * seconds); i > 0; i--) {
      f.offered++;
      f.queue.push(this.gridTime - this.next() * seconds * 1000);
      this.happen('CALL_QUEUED', f, { place: '1' });
    }
    f.queue.sort((a, b) => a - b);
    let free = Math.max(0, Math.round(f.signedIn * 0.9) - f.busy);
    f.busy = Math.max(0, f.busy - this.poisson((f.busy * seconds) / 330));
    free = Math.max(0, Math.round(f.signedIn * 0.9) - f.busy);
    for (; free > 0 && f.queue.length > 0; free--) this.answer(f);
    f.queue = f.queue.filter((at) => !this.abandons(f, at, seconds));
    for (let i = this.poisson((f.opened - f.closed) * seconds * 0.0009); i > 0; i--) this.settle(f);
  }

  answer(f) {
    const waited = Math.max(0.4, (this.gridTime - f.queue.shift()) / 1000 - this.next() * 8);
    f.busy++;
    f.answered++;
    f.waitSum += waited;
    if (waited <= 15) f.within++;
    this.happen('CALL_ANSWERED', f, { place: '1', waitedSeconds: waited });
    if (this.next() < 0.6) {
      const s = this.street(f);
      f.opened++;
      f.dispatched++;
      if (s) s.open++;
      this.happen('ORDER_OPENED', f, { place: s?.name ?? '', order: true });
    }
  }

  abandons(f, at, seconds) {
    const waited = (this.gridTime - at) / 1000;
    if (this.next() > seconds * 0.006) return false;
    if (waited <= 5) f.short++;
    else f.long++;
    this.happen('CALL_ABANDONED', f, { place: '1', waitedSeconds: waited });
    return true;
  }

  settle(f) {
    const s = this.street(f);
    if (f.dispatched > 0 && this.next() < 0.5) {
      f.dispatched--;
      f.signed++;
    } else if (f.signed > 0 && this.next() < 0.6) {
      f.signed--;
      f.followUp++;
      this.happen('ORDER_REPLIED', f, { place: s?.name ?? '', order: true });
    } else if (f.followUp > 0) {
      f.followUp--;
      f.closed++;
      if (s) {
        s.open = Math.max(0, s.open - 1);
        s.asked++;
        if (this.next() < 0.97) s.responded++;
        if (this.next() < 0.8 + 0.2 * s.bias) s.resolved++;
        if (this.next() < 0.78 + 0.2 * s.bias) s.satisfied++;
      }
      this.happen(this.next() < 0.06 ? 'ORDER_REOPENED' : 'ORDER_CLOSED', f, { place: s?.name ?? '', order: true });
    }
  }

  street(f) {
    const own = this.streets.filter((s) => s.district === f.code);
    return own[Math.floor(this.next() * own.length)];
  }

  happen(kind, f, { place, order = false, waitedSeconds }) {
    const n = ++this.calls;
    this.ticker.unshift({
      time: new Date(this.gridTime + Math.floor(this.next() * 1000)).toISOString(),
      kind: `TICKER_KIND_${kind}`,
      district: f.code,
      place,
      subject: `${order ? 'O' : 'C'}-${f.code}-${n}`,
      maskedPhone: order ? '' : `1${3 + (n % 7)}${n % 10}****${String((n * 7919) % 10_000).padStart(4, '0')}`,
      ...(waitedSeconds === undefined ? {} : { waitedSeconds }),
    });
    this.ticker.length = Math.min(200, this.ticker.length);
  }

  /** At most 20; those of one step come in no particular order. */
  newest() {
    return [...this.ticker].sort((a, b) => Date.parse(b.time) - Date.parse(a.time)).slice(0, 20);
  }

  poisson(mean) {
    let n = 0;
    for (let p = this.next(), limit = Math.exp(-Math.min(mean, 500)); p > limit; n++) p *= this.next();
    return n;
  }

  picture(nodes, thisNode) {
    const areas = this.floors.map((f) => this.area([f], f));
    return {
      gridTime: new Date(this.gridTime).toISOString(),
      madeAt: new Date().toISOString(),
      oldestAgeMs: 180 + Math.max(...this.floors.map((f) => f.ageMs)),
      demo: true,
      speed: this.speed,
      cluster: {
        nodes, voters: nodes.length, districts: 17, districtsServing: this.floors.filter((f) => f.serving).length,
        durability: nodes.length > 2 ? 'REPLICATED' : 'LOCAL', thisNode,
      },
      city: this.area(this.floors, { code: '', name: '全市', nameEn: 'Whole city', serving: true, ageMs: 0 }),
      districts: areas,
      ticker: this.newest(),
      streets: this.streets.filter((s) => s.asked > 0).map((s) => ({
        code: s.code, name: s.name, district: s.district, open: s.open, rates: rates([s]),
      })),
    };
  }

  area(floors, { code, name, nameEn, serving, ageMs }) {
    const sum = (of) => floors.reduce((n, f) => n + of(f), 0);
    const oldest = floors.filter((f) => f.queue.length > 0).sort((a, b) => a.queue[0] - b.queue[0])[0];
    const [offered, answered, long] = [sum((f) => f.offered), sum((f) => f.answered), sum((f) => f.long)];
    const seats = floors.map((f) => split(f));
    const codes = floors.map((f) => f.code);
    return omitZeros({
      code, name, nameEn, serving, ageMs: 120 + ageMs,
      waiting: sum((f) => f.queue.length),
      ...(oldest && {
        longestWaitSeconds: (this.gridTime - oldest.queue[0]) / 1000,
        longestWaitCallId: `C-${oldest.code}-${oldest.offered}`,
      }),
      seats: Object.fromEntries(Object.keys(seats[0]).map((k) => [k, seats.reduce((n, s) => n + s[k], 0)])),
      alerts: sum((f) => f.alerts), alertsUnacknowledged: sum((f) => f.alertsUnacknowledged),
      carriedIn: sum((f) => f.carriedIn), offered, answered,
      abandonedShort: sum((f) => f.short), abandonedLong: long, flowedOut: sum((f) => f.flowed),
      ...(answered + long > 0 && { serviceLevel: sum((f) => f.within) / (answered + long) }),
      ...(offered > 0 && { abandonment: sum((f) => f.short + f.long) / offered, connectRate: answered / offered }),
      ...(answered > 0 && { asaSeconds: sum((f) => f.waitSum) / answered, ahtSeconds: 331 }),
      orders: {
        opened: sum((f) => f.opened), dispatched: sum((f) => f.dispatched), signed: sum((f) => f.signed),
        followUp: sum((f) => f.followUp), closed: sum((f) => f.closed),
      },
      rates: rates(this.streets.filter((s) => codes.includes(s.district))),
    });
  }
}

function split(f) {
  const notReady = Math.round(f.signedIn * 0.1);
  const busy = Math.min(f.busy, f.signedIn - notReady);
  const wrapping = Math.round(busy * 0.17);
  const offered = Math.min(1, f.signedIn - notReady - busy);
  const available = f.signedIn - notReady - busy - offered;
  const { signedIn, lent, guests } = f;
  const states = { available, offered, onContact: busy - wrapping, wrapping, notReady, error: 0, missed: 0 };
  return { signedIn, ...states, lent, guests };
}

function rates(streets) {
  const sum = (k) => streets.reduce((n, s) => n + s[k], 0);
  const asked = sum('asked');
  return asked === 0 ? {} : {
    followedUp: asked, response: sum('responded') / asked, resolution: sum('resolved') / asked,
    satisfaction: sum('satisfied') / asked,
  };
}

/** JsonFormat leaves plain fields at their zero value out. */
function omitZeros(o) {
  return Object.fromEntries(Object.entries(o).filter(([k, v]) => (v !== 0 && v !== false) || OPTIONAL.includes(k)));
}
