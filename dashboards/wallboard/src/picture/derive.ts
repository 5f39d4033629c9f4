import type { Area, Orders, Seats } from './picture.ts';

/** Each call is somewhere: carried in + offered = answered + abandoned + flowed out + failed + waiting. */
export interface Account {
  abandoned: number;
  /** Left side minus right side; 0 when it adds up. */
  difference: number;
  /** Whether it adds up and the grid itself reports no broken identity. */
  holds: boolean;
}

export function account(a: Area): Account {
  const abandoned = a.abandonedShort + a.abandonedLong;
  const difference = a.carriedIn + a.offered - (a.answered + abandoned + a.flowedOut + a.failed + a.waiting);
  return { abandoned, difference, holds: difference === 0 && a.violations === 0 };
}

/** The displayed states in the order they are drawn. */
export const SEAT_STATES = ['onContact', 'wrapping', 'offered', 'available', 'notReady', 'missed', 'error'] as const;

export type SeatState = (typeof SEAT_STATES)[number];

/** Signed in minus the sum of the states; 0 when they add up. */
export function seatsDifference(s: Seats): number {
  return s.signedIn - SEAT_STATES.reduce((sum, state) => sum + s[state], 0);
}

/** Seats handling / (handling + available) at this instant; ringing seats are excluded. Null without such seats. */
export function seatOccupancy(s: Seats): number | null {
  const handling = s.onContact + s.wrapping;
  return handling + s.available > 0 ? handling / (handling + s.available) : null;
}

/** Those signed in, each counted once wherever it works: over the city, guests are lent seats that have arrived. */
export function operators(s: Seats): number {
  return s.signedIn + s.lent - s.guests;
}

/** How alerts are drawn: not at all, quietly, strongly, or as what cannot be computed. */
export type AlertLevel = 'calm' | 'acknowledged' | 'unacknowledged' | 'unknown';

export function alertLevel({ alerts, alertsUnacknowledged }: Area): AlertLevel {
  if (alerts === null || alertsUnacknowledged === null) return 'unknown';
  if (alertsUnacknowledged > 0) return 'unacknowledged';
  return alerts > 0 ? 'acknowledged' : 'calm';
}

/** Orders that are open now. */
export function openOrders(o: Orders): number {
  return o.dispatched + o.returnRequested + o.signed + o.inHand + o.pending + o.merged + o.followUp;
}
