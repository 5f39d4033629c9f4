import { openOrders } from '../picture/derive.ts';
import { CITY, type Area, type Rates, type StreetRates } from '../picture/picture.ts';

export const COLUMNS = ['place', 'open', 'followedUp', 'response', 'resolution', 'satisfaction'] as const;

export type Column = (typeof COLUMNS)[number];

export interface Order {
  column: Column;
  descending: boolean;
}

/** A line of the table. */
export interface Row {
  code: string;
  open: number;
  rates: Rates;
}

/** The districts, in place order, the city's own docket last. */
export function districtRows(districts: readonly Area[]): (Row & { area: Area })[] {
  return districts
    .map((area) => ({ code: area.code, open: openOrders(area.orders), rates: area.rates, area }))
    .sort((a, b) => Number(a.code === CITY) - Number(b.code === CITY) || a.code.localeCompare(b.code));
}

/** Streets by their district. */
export function streetsByDistrict(streets: readonly StreetRates[]): Map<string, StreetRates[]> {
  const by = new Map<string, StreetRates[]>();
  for (const s of streets) {
    const known = by.get(s.district);
    if (known === undefined) by.set(s.district, [s]);
    else known.push(s);
  }
  return by;
}

/** Sorts without changing its input. What cannot be computed comes last either way; equals stay in place order. */
export function sorted<R extends Row>(rows: readonly R[], { column, descending }: Order): R[] {
  if (column === 'place') return descending ? [...rows].reverse() : [...rows];
  return [...rows].sort((a, b) => {
    const [x, y] = [cell(a, column), cell(b, column)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return descending ? y - x : x - y;
  });
}

/** What a click on a heading makes of the order: numbers start with the largest, places with the first. */
export function reorder(order: Order, column: Column): Order {
  return order.column === column
    ? { column, descending: !order.descending }
    : { column, descending: column !== 'place' };
}

function cell(row: Row, column: Exclude<Column, 'place'>): number | null {
  switch (column) {
    case 'open':
      return row.open;
    case 'followedUp':
      return row.rates.followedUp;
    default:
      return row.rates[column];
  }
}
