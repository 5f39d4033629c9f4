import type { Pace } from '../fold/pace.ts';
import type { MinuteFold } from '../fold/minutes.ts';
import type { Recent } from '../fold/recent.ts';
import type { Metric } from '../map/metric.ts';
import { CITY, type Area, type Picture } from '../picture/picture.ts';
import type { Key, Language, Say } from '../text/language.ts';
import type { Freshness } from '../time/age.ts';

/** Everything the page shows at one instant. */
export interface Wall {
  picture: Picture | null;
  /** Milliseconds of real time since the picture came. */
  sinceReceiptMs: number;
  freshness: Freshness;
  language: Language;
  metric: Metric;
  /** The node pictures come from, in words. */
  where: string;
  minutes: MinuteFold;
  waiting: Recent;
  ticker: Pace;
}

/** What every part of the page needs to speak. */
export interface Speech {
  language: Language;
  say: Say;
}

/** "朝阳区" or "Chaoyang". */
export function areaName(a: Area, { language, say }: Speech): string {
  if (a.code === CITY) return say('cityFloor');
  return language === 'en' && a.nameEn !== '' ? a.nameEn : a.name;
}

/** "朝阳": as short as a map tile needs it. */
export function shortName(a: Area, speech: Speech): string {
  const name = areaName(a, speech);
  return speech.language === 'zh' && name.length > 2 ? name.replace(/区$/, '') : name;
}

export function durabilityKey(durability: string): Key | null {
  return durability === 'LOCAL' || durability === 'REPLICATED' || durability === 'FORCED'
    ? `durability${durability}`
    : null;
}
