import { CITY } from '../picture/picture.ts';

/** A cell of the schematic, both from 0. */
export interface Cell {
  column: number;
  row: number;
}

export const COLUMNS = 5;

// North is up: mountains and reservoirs, then the north of the plain, then from west to east through the old city,
// then the south. Neighbours on the ground are neighbours here wherever a grid allows it.
const BEIJING: readonly (readonly (string | null)[])[] = [
  [CITY, '110119', '110116', '110118', null],
  [null, '110114', '110113', '110117', null],
  ['110109', '110108', '110102', '110101', '110105'],
  ['110111', '110107', '110106', '110115', '110112'],
];

/** Where the legend goes: the corner the districts leave free. */
export const LEGEND: Cell = { column: 4, row: 0 };

/** Where the whole city's value goes. */
export const TOTAL: Cell = { column: 0, row: 1 };

const CELLS: ReadonlyMap<string, Cell> = new Map(
  BEIJING.flatMap((codes, row) =>
    codes.flatMap((code, column): [string, Cell][] => (code === null ? [] : [[code, { column, row }]])),
  ),
);

/** A cell for every code; codes that are not Beijing's follow below in the order given. */
export function layOut(codes: readonly string[]): Map<string, Cell> {
  const others = codes.filter((code) => !CELLS.has(code));
  return new Map(
    codes.map((code) => {
      const i = others.indexOf(code);
      const below = { column: i % COLUMNS, row: BEIJING.length + Math.floor(i / COLUMNS) };
      return [code, CELLS.get(code) ?? below];
    }),
  );
}
