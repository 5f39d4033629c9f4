import type { Language } from '../text/language.ts';

// Asia/Shanghai has kept UTC+8 all year since 1991.
const SHANGHAI_MS = 8 * 3_600_000;

const WEEKDAYS = {
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function local(ms: number): Date {
  return new Date(ms + SHANGHAI_MS);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** "09:41", in Shanghai. */
export function hourMinute(ms: number): string {
  const d = local(ms);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}

/** "09:41:07", in Shanghai. */
export function hourMinuteSecond(ms: number): string {
  return `${hourMinute(ms)}:${two(local(ms).getUTCSeconds())}`;
}

export function date(ms: number, language: Language): string {
  const d = local(ms);
  const [year, month, day] = [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate()];
  const weekday = WEEKDAYS[language][d.getUTCDay()];
  return language === 'zh'
    ? `${year}年${month + 1}月${day}日 ${weekday}`
    : `${weekday} ${day} ${MONTHS[month]} ${year}`;
}

export function month(ms: number, language: Language): string {
  const d = local(ms);
  return language === 'zh'
    ? `${d.getUTCFullYear()}年${d.getUTCMonth() + 1}月`
    : `${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

/** A node sends a picture at least this often. */
const PICTURE_MS = 2_000;

/** Grid time now. It runs on until the next picture is due and no further: a stopped grid has a stopped clock. */
export function gridNow(gridTime: number, speed: number, sinceReceiptMs: number): number {
  return gridTime + speed * Math.min(sinceReceiptMs, PICTURE_MS);
}

/** Seconds run too fast to be read above this speed. */
export function showsSeconds(speed: number): boolean {
  return speed < 10;
}
