/** The city at one instant, as the page reads it. Absent quotients are null: they cannot be computed. */
export interface Picture {
  /** Grid time, milliseconds since 1970; null if the node sent none. */
  gridTime: number | null;
  /** Real time at which the node made the picture, milliseconds since 1970. */
  madeAt: number | null;
  /** Age of the oldest part when the node made the picture, milliseconds of real time. */
  oldestAgeMs: number;
  demo: boolean;
  /** Grid seconds a real second. */
  speed: number;
  cluster: Cluster;
  city: Area;
  districts: Area[];
  ticker: TickerItem[];
  streets: StreetRates[];
}

export interface Cluster {
  nodes: Node[];
  voters: number;
  districtsServing: number;
  districts: number;
  durability: string;
  thisNode: string;
}

export interface Node {
  nodeId: string;
  address: string;
  http: string;
  present: boolean;
  districts: number;
}

export interface Area {
  code: string;
  name: string;
  nameEn: string;
  ageMs: number;
  serving: boolean;
  waiting: number;
  longestWaitSeconds: number | null;
  longestWaitCallId: string;
  seats: Seats;
  carriedIn: number;
  offered: number;
  answered: number;
  abandonedShort: number;
  abandonedLong: number;
  flowedOut: number;
  failed: number;
  serviceLevel: number | null;
  abandonment: number | null;
  connectRate: number | null;
  asaSeconds: number | null;
  ahtSeconds: number | null;
  orders: Orders;
  rates: Rates;
  violations: number;
  /** What supervisors must look at now; null while a floor of the area has not told. */
  alerts: number | null;
  /** Those of them nobody looks after yet. */
  alertsUnacknowledged: number | null;
}

export interface Seats {
  signedIn: number;
  available: number;
  offered: number;
  onContact: number;
  wrapping: number;
  notReady: number;
  error: number;
  missed: number;
  /** Own seats that work on another floor, or are on their way; not in signedIn. */
  lent: number;
  /** Seats of other floors that work here; in signedIn. */
  guests: number;
}

export interface Orders {
  opened: number;
  dispatched: number;
  returnRequested: number;
  signed: number;
  inHand: number;
  pending: number;
  merged: number;
  followUp: number;
  closed: number;
}

export interface Rates {
  followedUp: number;
  response: number | null;
  resolution: number | null;
  satisfaction: number | null;
}

export interface StreetRates {
  code: string;
  name: string;
  district: string;
  open: number;
  rates: Rates;
}

export const TICKER_KINDS = [
  'CALL_QUEUED',
  'CALL_ANSWERED',
  'CALL_ABANDONED',
  'ORDER_OPENED',
  'ORDER_REPLIED',
  'ORDER_CLOSED',
  'ORDER_REOPENED',
] as const;

export type TickerKind = (typeof TICKER_KINDS)[number];

export interface TickerItem {
  time: number;
  kind: TickerKind;
  district: string;
  place: string;
  subject: string;
  maskedPhone: string;
  waitedSeconds: number | null;
}

/** The city's own floor: what belongs to no single district. */
export const CITY = '110000';
