import type { Area, Picture, TickerItem } from '../src/picture/picture.ts';
import { decodePicture } from '../src/picture/decode.ts';

/** A picture as a node writes it, with these fields. */
export function picture(fields: object = {}): Picture {
  return decodePicture(JSON.stringify({ gridTime: '2026-11-24T01:00:00Z', speed: 60, ...fields }));
}

export function area(fields: object = {}): Area {
  return picture({ city: { serving: true, ...fields } }).city;
}

export function happening(fields: Partial<TickerItem> = {}): TickerItem {
  return {
    time: 0,
    kind: 'CALL_QUEUED',
    district: '110105',
    place: '1',
    subject: 'C-1',
    maskedPhone: '138****5678',
    waitedSeconds: null,
    ...fields,
  };
}
