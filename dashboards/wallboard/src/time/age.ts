import type { Picture } from '../picture/picture.ts';

/** Older than this, figures are no longer shown as live, milliseconds of real time. */
export const STALE_MS = 5_000;

/** How far the picture on the wall can be trusted. Ages are milliseconds of real time. */
export type Freshness =
  | { kind: 'connecting' }
  | { kind: 'fresh'; ageMs: number }
  /** Pictures arrive, but these districts in them are old. */
  | { kind: 'partial'; ageMs: number; codes: string[] }
  | { kind: 'stale'; ageMs: number };

/** The age of the oldest part now: its age in the picture plus the time since the picture came. */
export function ageMs(picture: Picture, sinceReceiptMs: number): number {
  return picture.oldestAgeMs + sinceReceiptMs;
}

export function freshness(picture: Picture | null, sinceReceiptMs: number): Freshness {
  if (picture === null) return { kind: 'connecting' };
  const age = ageMs(picture, sinceReceiptMs);
  if (age <= STALE_MS) return { kind: 'fresh', ageMs: age };
  const codes = picture.districts.filter((d) => d.ageMs + sinceReceiptMs > STALE_MS).map((d) => d.code);
  const someFresh = codes.length > 0 && codes.length < picture.districts.length;
  return sinceReceiptMs <= STALE_MS && someFresh ? { kind: 'partial', ageMs: age, codes } : { kind: 'stale', ageMs: age };
}
