import { mkdirSync, writeFileSync } from 'node:fs';
import { core, type CoreRow } from './core.js';
import { district, type DistrictRow } from './district.js';
import { door, type DoorResult } from './door.js';
import { KNOBS, machineLine } from './knobs.js';
import { orderLists, type ListRow } from './order-lists.js';
import { markdown } from './report.js';
import { sse, type SseResult } from './sse.js';

/** `npm run bench`: measures, prints a table, keeps the figures in test/artifacts/bench.json. */
export interface Results { at: string; machine: string; knobs: typeof KNOBS; core?: CoreRow[]; door?: DoorResult; sse?: SseResult[]; lists?: ListRow[]; district?: DistrictRow[] }

const say = (line: string): void => { process.stderr.write(`· ${line}\n`); };
const results: Results = { at: new Date().toISOString(), machine: machineLine(), knobs: KNOBS };
if (KNOBS.parts.includes('core')) results.core = await core(say);
if (KNOBS.parts.includes('door')) results.door = await door(say);
if (KNOBS.parts.includes('sse')) results.sse = await sse(say);
if (KNOBS.parts.includes('lists')) results.lists = await orderLists(say);
if (KNOBS.parts.includes('district')) results.district = await district(say);
const artefacts = new URL('../../artifacts/', import.meta.url);
mkdirSync(artefacts, { recursive: true });
writeFileSync(new URL('bench.json', artefacts), `${JSON.stringify(results, null, 2)}\n`);
console.log(markdown(results));
process.exit(0);
