/** What cannot be computed. */
export const NOTHING = '–';

/** "41,235". */
export function count(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "41,235", or a dash. */
export function countOrNothing(n: number | null): string {
  return n === null ? NOTHING : count(n);
}

/** "92.4%"; never rounded up to 100% while something is missing, nor down to 0% while something is there. */
export function percent(ratio: number | null): string {
  if (ratio === null) return NOTHING;
  if (ratio === 0 || ratio === 1) return `${ratio * 100}%`;
  const tenths = Math.round(ratio * 1000);
  const shown = ratio < 1 ? Math.min(999, Math.max(1, tenths)) : tenths;
  return `${(shown / 10).toFixed(1)}%`;
}

/** "92%", with the same care for 0% and 100%. */
export function wholePercent(ratio: number | null): string {
  if (ratio === null) return NOTHING;
  const whole = Math.round(ratio * 100);
  return `${ratio > 0 && ratio < 1 ? Math.min(99, Math.max(1, whole)) : whole}%`;
}

/** "0:42", "12:05", "1:02:03". */
export function duration(seconds: number | null): string {
  if (seconds === null) return NOTHING;
  const s = Math.floor(Math.max(0, seconds));
  const rest = String(s % 60).padStart(2, '0');
  const minutes = Math.floor(s / 60) % 60;
  const hours = Math.floor(s / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** "8.2". */
export function tenths(n: number | null): string {
  return n === null ? NOTHING : n.toFixed(1);
}
