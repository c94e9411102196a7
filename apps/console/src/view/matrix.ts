import { STAGES, type Stage } from '@xunling/contracts';
import { shareOnTime, type Counter, type Picture } from '@xunling/picture';

export interface Cell { stage: Stage; k: number; n: number; overdue: number; /** Nobody was ordered anything here. */ none: boolean }
export interface MatrixRow { area: string; depth: number; open: boolean; leaf: boolean; cells: Cell[]; overdue: number }

const NONE: Counter = { total: 0, done: [0, 0, 0, 0, 0, 0], late: [0, 0, 0, 0, 0, 0], overdue: [0, 0, 0, 0, 0, 0] };
export const counterOf = (picture: Picture, area: string): Counter => picture.counters[area] ?? NONE;

/** The six cells of one area: k of n have come so far, and how many are overdue there. */
export const cellsOf = (counter: Counter): Cell[] => STAGES.map((stage, i) => ({ stage, k: counter.done[i]!, n: counter.total, overdue: counter.overdue[i]!, none: counter.total === 0 }));

/** `92%` per stage; undefined where no deadline was met or missed yet, and for the issue itself, which has none. 100% only where nothing is late. */
export const onTimeOf = (counter: Counter): (string | undefined)[] => STAGES.map((_, i) => {
  const share = i === 0 ? undefined : shareOnTime(counter, i);
  return share === undefined ? undefined : `${share < 1 ? Math.min(99, Math.round(share * 100)) : 100}%`;
});

/** Codes directly below an area that the picture knows, by code; a closed one only while its orders count. */
export const childrenOf = (picture: Picture, area: string): string[] =>
  Object.keys(picture.areas).filter((code) => code.length === area.length + 3 && code.startsWith(area) && (!picture.areas[code]!.closed || counterOf(picture, code).total > 0)).sort();

/** Rows to show: the area itself, what lies below it, and what was opened. */
export function matrixRows(picture: Picture, area: string, opened: ReadonlySet<string>): MatrixRow[] {
  // a grid opens only where it is divided further
  const divided = new Set(Object.keys(picture.areas).filter((code) => code.length === 18).map((code) => code.slice(0, 15)));
  const row = (code: string, depth: number): MatrixRow => {
    const counter = counterOf(picture, code);
    return { area: code, depth, open: depth === 0 || opened.has(code), leaf: code.length >= 15 && !divided.has(code), cells: cellsOf(counter), overdue: counter.overdue.reduce((a, b) => a + b, 0) };
  };
  const rows: MatrixRow[] = [];
  const walk = (code: string, depth: number): void => {
    const r = row(code, depth);
    rows.push(r);
    if (r.open && !r.leaf) for (const child of childrenOf(picture, code)) walk(child, depth + 1);
  };
  walk(area, 0);
  return rows;
}

export const noOrders = (picture: Picture, area: string): boolean => counterOf(picture, area).total === 0 && Object.keys(picture.orders).length === 0;
