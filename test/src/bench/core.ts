import { bareFanOut, bareLoop } from './bare.js';
import { firstFanOut } from './first.js';
import { KNOBS, median } from './knobs.js';
import { ourFanOut, ourLoop, type FanOut } from './ours.js';
import { Stage } from './stage.js';

export interface CoreRow { what: string; n: number; ours: number; bare: number; first?: number; runs: { ours: number[]; bare: number[] } }

/** Ours and bare take turns, so that what else the machine does falls on both. */
async function inTurns(runs: number, ours: () => Promise<number>, bare: () => Promise<number>): Promise<CoreRow['runs']> {
  const times: CoreRow['runs'] = { ours: [], bare: [] };
  for (let i = 0; i < runs; i++) {
    times.ours.push(await ours());
    times.bare.push(await bare());
  }
  return times;
}

const rowOf = (what: string, n: number, runs: CoreRow['runs'], first?: number): CoreRow => ({ what, n, ours: median(runs.ours), bare: median(runs.bare), ...(first ? { first } : {}), runs });

/** Journal to journal, and the fan-out, against the bare loop and the loop written first. Times in ms. */
export async function core(say: (line: string) => void): Promise<CoreRow[]> {
  const stage = await Stage.open();
  const rows: CoreRow[] = [];
  try {
    // once each unmeasured: code is compiled, pages are warm
    await ourLoop(stage, 2000);
    await bareLoop(stage, 2000);
    await ourFanOut(stage, 2000);
    await bareFanOut(stage, 2000);
    say(`loop, ${KNOBS.loop} events`);
    rows.push(rowOf('journal → stream → subscriber → journal', KNOBS.loop, await inTurns(KNOBS.runs, () => ourLoop(stage, KNOBS.loop), () => bareLoop(stage, KNOBS.loop))));
    for (const n of KNOBS.sizes) {
      say(`fan-out, ${n} orders`);
      const whole: { ours: FanOut[]; bare: FanOut[] } = { ours: [], bare: [] };
      const runs = await inTurns(KNOBS.runs,
        async () => { const t = await ourFanOut(stage, n); whole.ours.push(t); return t.duties; },
        async () => { const t = await bareFanOut(stage, n); whole.bare.push(t); return t.duties; });
      const first = n <= KNOBS.first ? await firstFanOut(stage, n) : undefined;
      rows.push(rowOf('fan-out until every order has its duty', n, runs, first?.duties));
      rows.push(rowOf('… and until command knows of every one', n, { ours: whole.ours.map((t) => t.delivered), bare: whole.bare.map((t) => t.delivered) }, first?.delivered));
    }
    return rows;
  } finally {
    await stage.close();
  }
}
