import type { Area, Picture, TickerItem } from '../picture/picture.ts';
import { duration } from '../text/format.ts';
import { hourMinute, hourMinuteSecond, showsSeconds } from '../time/clock.ts';
import { Explained } from './Explained.tsx';
import { shortName, type Speech, type Wall } from './wall.ts';

/** The newest happenings, at a pace people can read. */
export function Ticker({ wall, picture, speech }: { wall: Wall; picture: Picture; speech: Speech }) {
  const { say } = speech;
  const items = wall.ticker.items();
  const areas = new Map(picture.districts.map((d) => [d.code, d]));
  return (
    <section class="panel ticker">
      <Explained id="tip-ticker" text={say('tickerTip')}>
        {say('ticker')} {wall.ticker.isSelection() && <small>{say('tickerSome')}</small>}
      </Explained>
      {items.length === 0 ? (
        <p class="more">{say('tickerNone')}</p>
      ) : (
        <ol aria-label={say('ticker')}>
          {items.map((i) => (
            <Item
              key={`${i.kind} ${i.subject} ${i.time}`}
              item={i}
              area={areas.get(i.district)}
              clock={showsSeconds(picture.speed) ? hourMinuteSecond : hourMinute}
              speech={speech}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

interface ItemProps {
  item: TickerItem;
  area: Area | undefined;
  clock(ms: number): string;
  speech: Speech;
}

function Item({ item, area, clock, speech }: ItemProps) {
  const { say } = speech;
  // The number of a queue says nothing to a reader across the room.
  const inQueue = /^\d+$/.test(item.place);
  const title = inQueue ? `${item.subject} · ${say('queueNumber', { n: item.place })}` : item.subject;
  return (
    <li data-kind={item.kind} title={title}>
      <time dateTime={new Date(item.time).toISOString()}>{clock(item.time)}</time>
      <b>{say(item.kind)}</b>
      <span class="where">
        {area === undefined ? '' : shortName(area, speech)} {!inQueue && <span lang="zh-CN">{item.place}</span>}
      </span>
      <span class="who">
        {item.maskedPhone}
        {item.waitedSeconds !== null && ` ${say('waited', { d: duration(item.waitedSeconds) })}`}
      </span>
    </li>
  );
}
