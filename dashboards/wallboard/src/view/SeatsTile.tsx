import { operators, seatOccupancy, SEAT_STATES, seatsDifference } from '../picture/derive.ts';
import type { Seats } from '../picture/picture.ts';
import { count, percent } from '../text/format.ts';
import { Tile } from './Tile.tsx';
import type { Speech } from './wall.ts';

interface Props {
  seats: Seats;
  speech: Speech;
}

/** Seats by displayed state: a bar whose parts add up to those signed in. */
export function SeatsTile({ seats, speech }: Props) {
  const { say } = speech;
  const off = seatsDifference(seats);
  const states = SEAT_STATES.filter((s) => seats[s] > 0 || ALWAYS.includes(s));
  const occupancy = (
    <span class="aside">
      {say('metric_occupancy')} <b>{percent(seatOccupancy(seats))}</b>
    </span>
  );
  return (
    <Tile id="seats" title={say('seats')} tip={say('seatsTip')} aside={occupancy}>
      <p class="value">
        {count(seats.signedIn)} <small>{say('seatsUnit')}</small>
        <Loans seats={seats} speech={speech} />
      </p>
      <div class="stack" aria-hidden="true">
        {SEAT_STATES.map((s) => (
          <span key={s} class={`seat ${s}`} style={{ flexGrow: String(seats[s]) }} />
        ))}
      </div>
      <ul class="keys">
        {states.map((s) => (
          <li key={s}>
            <i class={`seat ${s}`} />
            {say(`seat_${s}`)} <b>{count(seats[s])}</b>
          </li>
        ))}
      </ul>
      {off !== 0 && <p class="broken">{say('seatsOff', { n: count(off) })}</p>}
    </Tile>
  );
}

/** Seats that floors lent each other; nothing while there are none. */
function Loans({ seats, speech: { say } }: Props) {
  const { signedIn, lent, guests } = seats;
  const shown = (['lent', 'guests'] as const).filter((kind) => seats[kind] !== 0);
  if (shown.length === 0) return null;
  const formula = say('loansTip', {
    signedIn: count(signedIn),
    lent: count(lent),
    guests: count(guests),
    operators: count(operators(seats)),
  });
  return (
    <small class="loans" title={formula}>
      {shown.map((kind) => (
        <span key={kind}>
          {say(kind)} <b>{count(seats[kind])}</b>
        </span>
      ))}
    </small>
  );
}

// The rare states take room only while some seat is in one.
const ALWAYS: readonly string[] = ['onContact', 'wrapping', 'offered', 'available', 'notReady'];
