import {
  TICKER_KINDS,
  type Area,
  type Cluster,
  type Picture,
  type Rates,
  type StreetRates,
  type TickerItem,
} from './picture.ts';

type Json = Record<string, unknown>;

/**
 * Reads protobuf-JSON: a field at its zero value may be left out, so plain fields default to zero; an absent
 * `optional` stays null. Throws on anything that is not a picture, and on nothing else.
 */
export function decodePicture(text: string): Picture {
  const json: unknown = JSON.parse(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new TypeError(`picture: ${text.slice(0, 40)} (expected: a JSON object)`);
  }
  const o = json as Json;
  return {
    gridTime: instant(o['gridTime']),
    madeAt: instant(o['madeAt']),
    oldestAgeMs: Math.max(0, number(o['oldestAgeMs'])),
    demo: o['demo'] === true,
    speed: number(o['speed']),
    cluster: cluster(object(o['cluster'])),
    city: area(object(o['city'])),
    districts: list(o['districts']).map(area),
    ticker: list(o['ticker']).flatMap(tickerItem),
    streets: list(o['streets']).map(street),
  };
}

function cluster(o: Json): Cluster {
  return {
    nodes: list(o['nodes']).map((n) => ({
      nodeId: string(n['nodeId']),
      address: string(n['address']),
      http: string(n['http']),
      present: n['present'] === true,
      districts: number(n['districts']),
    })),
    voters: number(o['voters']),
    districtsServing: number(o['districtsServing']),
    districts: number(o['districts']),
    durability: string(o['durability']),
    thisNode: string(o['thisNode']),
  };
}

function area(o: Json): Area {
  const seats = object(o['seats']);
  const orders = object(o['orders']);
  return {
    code: string(o['code']),
    name: string(o['name']),
    nameEn: string(o['nameEn']),
    ageMs: Math.max(0, number(o['ageMs'])),
    serving: o['serving'] === true,
    waiting: number(o['waiting']),
    longestWaitSeconds: optional(o['longestWaitSeconds']),
    longestWaitCallId: string(o['longestWaitCallId']),
    seats: {
      signedIn: number(seats['signedIn']),
      available: number(seats['available']),
      offered: number(seats['offered']),
      onContact: number(seats['onContact']),
      wrapping: number(seats['wrapping']),
      notReady: number(seats['notReady']),
      error: number(seats['error']),
      missed: number(seats['missed']),
      lent: number(seats['lent']),
      guests: number(seats['guests']),
    },
    carriedIn: number(o['carriedIn']),
    offered: number(o['offered']),
    answered: number(o['answered']),
    abandonedShort: number(o['abandonedShort']),
    abandonedLong: number(o['abandonedLong']),
    flowedOut: number(o['flowedOut']),
    failed: number(o['failed']),
    serviceLevel: optional(o['serviceLevel']),
    abandonment: optional(o['abandonment']),
    connectRate: optional(o['connectRate']),
    asaSeconds: optional(o['asaSeconds']),
    ahtSeconds: optional(o['ahtSeconds']),
    orders: {
      opened: number(orders['opened']),
      dispatched: number(orders['dispatched']),
      returnRequested: number(orders['returnRequested']),
      signed: number(orders['signed']),
      inHand: number(orders['inHand']),
      pending: number(orders['pending']),
      merged: number(orders['merged']),
      followUp: number(orders['followUp']),
      closed: number(orders['closed']),
    },
    rates: rates(object(o['rates'])),
    violations: number(o['violations']),
    alerts: optional(o['alerts']),
    alertsUnacknowledged: optional(o['alertsUnacknowledged']),
  };
}

function rates(o: Json): Rates {
  return {
    followedUp: number(o['followedUp']),
    response: optional(o['response']),
    resolution: optional(o['resolution']),
    satisfaction: optional(o['satisfaction']),
  };
}

function street(o: Json): StreetRates {
  return {
    code: string(o['code']),
    name: string(o['name']),
    district: string(o['district']),
    open: number(o['open']),
    rates: rates(object(o['rates'])),
  };
}

/** A kind this page does not know yet is left out rather than shown wrongly. */
function tickerItem(o: Json): TickerItem[] {
  const name = string(o['kind']).replace(/^TICKER_KIND_/, '');
  const kind = TICKER_KINDS.find((k) => k === name);
  const time = instant(o['time']);
  if (kind === undefined || time === null) return [];
  return [
    {
      time,
      kind,
      district: string(o['district']),
      place: string(o['place']),
      subject: string(o['subject']),
      maskedPhone: string(o['maskedPhone']),
      waitedSeconds: optional(o['waitedSeconds']),
    },
  ];
}

function object(v: unknown): Json {
  return typeof v === 'object' && v !== null && !Array.isArray(v) ? (v as Json) : {};
}

function list(v: unknown): Json[] {
  return Array.isArray(v) ? v.map(object) : [];
}

function string(v: unknown): string {
  return typeof v === 'string' ? v : '';
}

function number(v: unknown): number {
  return typeof v === 'number' && Number.isFinite(v) ? v : 0;
}

/** "NaN" and "Infinity" arrive as strings: they too cannot be computed. */
function optional(v: unknown): number | null {
  return typeof v === 'number' && Number.isFinite(v) ? v : null;
}

function instant(v: unknown): number | null {
  const ms = typeof v === 'string' ? Date.parse(v) : Number.NaN;
  return Number.isFinite(ms) ? ms : null;
}
