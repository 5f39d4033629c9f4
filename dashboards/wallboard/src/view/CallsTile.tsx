import { Fragment } from 'preact';
import { account } from '../picture/derive.ts';
import type { Area } from '../picture/picture.ts';
import { count } from '../text/format.ts';
import type { Key } from '../text/language.ts';
import { Tile } from './Tile.tsx';
import type { Speech } from './wall.ts';

/** Calls today, with the account that shows where each of them went. */
export function CallsTile({ city, speech: { say } }: { city: Area; speech: Speech }) {
  const { abandoned, difference, holds } = account(city);
  const terms: [sign: string, name: Key, value: number][] = [
    ['', 'carriedIn', city.carriedIn],
    ['+', 'offered', city.offered],
    ['=', 'answered', city.answered],
    ['+', 'abandoned', abandoned],
    ['+', 'flowedOut', city.flowedOut],
    ['+', 'failed', city.failed],
    ['+', 'stillWaiting', city.waiting],
  ];
  const verdict = holds ? (
    <span class="aside">✓ {say('callsHold')}</span>
  ) : (
    <span class="aside broken" role="alert">
      ✗ {say('callsBroken', { n: count(Math.abs(difference)), v: count(city.violations) })}
    </span>
  );
  return (
    <Tile id="calls" title={say('calls')} tip={say('callsTip')} aside={verdict}>
      <p class="value">
        {count(city.offered)} <small>{say('callsUnit')}</small>
      </p>
      <div class={holds ? 'account' : 'account broken'}>
        {terms.map(([sign, name, value]) => (
          <Fragment key={name}>
            {sign !== '' && <span class="sign">{sign}</span>}
            <span class="term">
              <b>{count(value)}</b> <span>{say(name)}</span>
            </span>
          </Fragment>
        ))}
      </div>
    </Tile>
  );
}
