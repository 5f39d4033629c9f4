import { alertLevel } from '../picture/derive.ts';
import type { Area } from '../picture/picture.ts';
import { countOrNothing } from '../text/format.ts';
import type { Speech } from './wall.ts';

interface Props {
  area: Area;
  speech: Speech;
}

/** The city's alerts in the headline: nothing while nothing is wrong, loud while nobody looks after part of it. */
export function AlertFact({ area, speech }: Props) {
  const { say } = speech;
  const level = alertLevel(area);
  if (level === 'calm') return null;
  return (
    <div class={`fact alerts ${level}`} title={[say('alertsTip'), alertWords(area, speech)].join('\n')}>
      <dt>{say('alerts')}</dt>
      <dd>
        {countOrNothing(area.alerts)}
        {level === 'unacknowledged' && (
          <small>{say('alertsOpen', { n: countOrNothing(area.alertsUnacknowledged) })}</small>
        )}
      </dd>
    </div>
  );
}

/** A district's alerts on its tile. */
export function AlertMark({ area, speech }: Props) {
  const words = alertWords(area, speech);
  if (words === null) return null;
  return (
    <span class={`mark ${alertLevel(area)}`} role="img" aria-label={words}>
      {countOrNothing(area.alerts)}
    </span>
  );
}

/** The alerts of a place in words; null when there are none. */
export function alertWords(area: Area, { say }: Speech): string | null {
  switch (alertLevel(area)) {
    case 'calm':
      return null;
    case 'unknown':
      return say('alertsUnknown');
    default:
      return say('alertsSaid', { all: countOrNothing(area.alerts), open: countOrNothing(area.alertsUnacknowledged) });
  }
}
