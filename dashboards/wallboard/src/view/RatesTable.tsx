import { useState } from 'preact/hooks';
import { openOrders } from '../picture/derive.ts';
import type { Picture, Rates, StreetRates } from '../picture/picture.ts';
import { COLUMNS, districtRows, reorder, sorted, streetsByDistrict, type Column, type Order } from '../rates/rows.ts';
import { count, percent } from '../text/format.ts';
import { month } from '../time/clock.ts';
import { Explained } from './Explained.tsx';
import { areaName, type Speech } from './wall.ts';

/** The three rates of the current month, districts first, each opening to its streets. */
export function RatesTable({ picture, speech }: { picture: Picture; speech: Speech }) {
  const { say, language } = speech;
  const [order, setOrder] = useState<Order>({ column: 'place', descending: false });
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const streets = streetsByDistrict(picture.streets);
  const toggle = (code: string) => {
    const next = new Set(opened);
    if (!next.delete(code)) next.add(code);
    setOpened(next);
  };
  const title = picture.gridTime === null ? '' : month(picture.gridTime, language);
  return (
    <section class="panel rates">
      <Explained id="tip-rates" text={say('ratesTip')}>
        {say('rates')} <small>{title}</small>
      </Explained>
      <div class="scroll" tabIndex={0} role="region" aria-label={say('rates')}>
        <table>
          <thead>
            <tr>
              {COLUMNS.map((c) => (
                <Heading key={c} column={c} order={order} sort={() => setOrder(reorder(order, c))} speech={speech} />
              ))}
            </tr>
          </thead>
          <tbody>
            <tr class="city">
              <th scope="row">{say('wholeCity')}</th>
              <Cells open={openOrders(picture.city.orders)} rates={picture.city.rates} />
            </tr>
          </tbody>
          {sorted(districtRows(picture.districts), order).map(({ code, open, rates, area }) => {
            const name = areaName(area, speech);
            const isOpen = opened.has(code);
            return (
              <tbody key={code} class={area.serving ? '' : 'dim'}>
                <tr>
                  <th scope="row">
                    <button
                      type="button"
                      class="unfold"
                      aria-expanded={isOpen}
                      aria-label={say(isOpen ? 'hideStreets' : 'showStreets', { name })}
                      onClick={() => toggle(code)}
                    >
                      {name}
                    </button>
                  </th>
                  <Cells open={open} rates={rates} />
                </tr>
                {isOpen && <Streets streets={sorted(streets.get(code) ?? [], order)} speech={speech} />}
              </tbody>
            );
          })}
        </table>
      </div>
    </section>
  );
}

function Streets({ streets, speech: { say } }: { streets: StreetRates[]; speech: Speech }) {
  if (streets.length === 0) {
    return (
      <tr class="street">
        <td colSpan={COLUMNS.length}>{say('noStreets')}</td>
      </tr>
    );
  }
  return (
    <>
      {streets.map((s) => (
        <tr key={s.code} class="street">
          <th scope="row" lang="zh-CN">
            {s.name}
          </th>
          <Cells open={s.open} rates={s.rates} />
        </tr>
      ))}
    </>
  );
}

function Cells({ open, rates }: { open: number; rates: Rates }) {
  return (
    <>
      <td>{count(open)}</td>
      <td>{count(rates.followedUp)}</td>
      <td>{percent(rates.response)}</td>
      <td>{percent(rates.resolution)}</td>
      <td>{percent(rates.satisfaction)}</td>
    </>
  );
}

interface HeadingProps {
  column: Column;
  order: Order;
  sort(): void;
  speech: Speech;
}

function Heading({ column, order, sort, speech: { say } }: HeadingProps) {
  const active = order.column === column;
  const direction = order.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={active ? direction : 'none'}>
      <button type="button" title={say('sortBy', { column: say(column) })} onClick={sort}>
        {say(column)}
        <span class="arrow" aria-hidden="true">
          {active ? (order.descending ? '▼' : '▲') : ''}
        </span>
      </button>
    </th>
  );
}
