import { waitFor } from '@xunling/testing';
import { sampleGauges, sampleGrids } from '@xunling/sample';
import { City, PASSWORD, type Person } from '../kit/city.js';
import { ask } from '../kit/database.js';
import { KNOBS, quantile } from './knobs.js';

/** One step of a day in the whole district, or one list or board read with all of it there: median and slowest of `n` calls, ms. */
export interface DistrictRow { what: string; n: number; ms: number; slowest?: number; note?: string }

const READ_TIMES = 7;
const BATCH = 250;
const FILES = 3;
const STREETS = [...new Set(sampleGrids().map((g) => g.slice(0, 9)))];
const rows: DistrictRow[] = [];
const note = (row: DistrictRow): void => { rows.push(row); process.stderr.write(`    ${row.what}: ${Math.round(row.ms)} ms\n`); };
const timed = async <T>(act: () => Promise<T>): Promise<[T, number]> => { const started = performance.now(); const result = await act(); return [result, performance.now() - started]; };
const told = <T>({ status, body }: { status: number; body: T }, what: string): T => { if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body).slice(0, 600)}`); return body; };

/** Persons of one part of a street as a CSV of the register: households of 1 to 5 over its grids, every name and number invented. */
function register(street: string, part: number, persons: number): string {
  const grids = sampleGrids().filter((g) => g.startsWith(street));
  const lines: string[] = [];
  for (let n = 0, household = 0; n < persons; household++) {
    const code = `载${street.slice(6)}-${part}-${household}`;
    const size = Math.min(1 + (household % 5), persons - n);
    for (let p = 0; p < size; p++) lines.push(p === 0 ? `${code},${grids[household % grids.length]},示例户主,000${10_000_000 + household},示例路${household}号,示例户主,老,` : `${code},,,,,示例家人${p},,`);
    n += size;
  }
  return lines.join('\n');
}

/** The register through the door, each street in three files. */
async function enter(city: City): Promise<void> {
  const per = Math.ceil(KNOBS.persons / STREETS.length / FILES);
  const times: number[] = [];
  for (const street of STREETS) {
    const officer = await city.as(`street-${street.slice(6)}`);
    for (let part = 0; part < FILES; part++) times.push((await timed(() => officer.act('/api/at-risk/import', { csv: register(street, part, per) })))[1]);
  }
  note({ what: 'put persons on the register, 18 files', n: per * STREETS.length * FILES, ms: times.reduce((a, b) => a + b, 0), slowest: Math.max(...times) });
}

/** Level Ⅲ over the zone for 360 grids × 6 forces, and Ⅰ on top: packets anew and the measures of all sites. Until grid has each duty and command knows of it. */
async function raise(city: City): Promise<void> {
  const count = async (context: string, from: string): Promise<number> => (await ask<{ n: number }>(city, context, `select count(*)::int as n from ${from}`))[0]!.n;
  for (const [level, sites] of [['III', 'packets of 360 grids × 6 forces'], ['I', 'packets of 360 grids × 6 forces and measures on 120 sites']] as const) {
    const before = await count('grid', 'duty');
    const started = performance.now();
    const why = { level, areas: ['410171'], reason: '载荷测试' };
    if (level === 'III') told(await (await city.as('duty1')).post('/api/levels/raise', why), 'level III');
    else {
      const { id } = told(await (await city.as('commander')).post<{ id: string }>('/api/levels/proposals', why), 'level I');
      told(await (await city.as('deputy')).post(`/api/levels/proposals/${id}/sign`), 'the second signature');
    }
    const issued = performance.now() - started;
    const orders = await waitFor(async () => { const n = await count('command', `orders where level = '${level}'`); return n >= 2160 && n; }, 60_000, 'the orders');
    await waitFor(async () => (await count('grid', 'duty')) >= before + 2160, 60_000, 'the duties');
    const duties = performance.now() - started;
    await waitFor(async () => (await count('command', `orders where level = '${level}' and state = 'issued'`)) === 0, 60_000, 'the arrows');
    note({ what: `level ${level}: ${sites}, until grid has every duty`, n: orders, ms: duties, note: `signed and issued ${Math.round(issued)} ms, command knows of each after ${Math.round(performance.now() - started)} ms` });
  }
}

/** Every street evacuated: all of its persons on the ledger; then half of a street moved in one act. */
async function evacuate(city: City): Promise<string> {
  const ids: string[] = [];
  const times: number[] = [];
  for (const street of STREETS) {
    const officer = await city.as(`street-${street.slice(6)}`);
    const [run, ms] = await timed(() => officer.act<{ id: string }>('/api/evacuations', { area: street, reason: '载荷测试' }));
    ids.push(run.id);
    times.push(ms);
  }
  note({ what: 'open an evacuation of each street, everybody on its ledgers', n: STREETS.length, ms: times.reduce((a, b) => a + b, 0), slowest: Math.max(...times) });
  const officer = await city.as(`street-${STREETS[0]!.slice(6)}`);
  const [moved, ms] = await timed(() => officer.act<{ changed: number }>(`/api/evacuations/${ids[0]}/move`, { area: STREETS[0] }));
  note({ what: 'say of a whole street that it has moved', n: moved.changed, ms });
  return ids[0]!;
}

/** Readings of all gauges, in the order of their time, in batches as a station network sends them. */
async function read(city: City): Promise<void> {
  const gauges = sampleGauges();
  const instants = Math.ceil(KNOBS.readings / gauges.length);
  const end = Math.floor(Date.now() / 900_000) * 900_000;
  const all = Array.from({ length: instants }, (_, i) => new Date(end - (instants - 1 - i) * 900_000).toISOString()).flatMap((at, i) => gauges.map(({ station, parameter, unit }, g) => ({ station, parameter, value: parameter === 'rain' ? ((i + g) % 7) / 2 : 3 + ((i * 3 + g) % 5), unit, at }))).slice(0, KNOBS.readings);
  const times: number[] = [];
  for (let i = 0; i < all.length; i += BATCH) {
    const [, ms] = await timed(async () => {
      const response = await fetch(`${city.url}/api/feeds/observations`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer feed-demo.${PASSWORD}` }, body: JSON.stringify({ observations: all.slice(i, i + BATCH) }) });
      told({ status: response.status, body: await response.json() as object }, 'the readings');
    });
    times.push(ms);
  }
  note({ what: `readings of 60 gauges in batches of ${BATCH}`, n: all.length, ms: times.reduce((a, b) => a + b, 0), slowest: Math.max(...times), note: `a batch ${Math.round(quantile(times, 0.5))} ms` });
}

async function lists(who: Person, evacuation: string): Promise<void> {
  const street = STREETS[0]!;
  const grid = sampleGrids()[0]!;
  const paths = [
    '/api/picture?area=410171', '/api/orders?limit=100', '/api/order-stages', '/api/incidents/board', '/api/duties?area=410171&limit=100', `/api/duties?area=${street}&state=open&limit=100`, '/api/measures?limit=100', '/api/closures?limit=100', '/api/closures/counts', '/api/measures/figures',
    '/api/on-post', `/api/on-post?area=${street}`, '/api/on-post/stations?limit=100', '/api/sites?limit=100', '/api/posts?limit=100', '/api/posts?vacant=true', '/api/areas/gaps', '/api/units?limit=100', '/api/reports?limit=100', '/api/conflicts',
    '/api/at-risk?limit=100', `/api/at-risk?area=${grid}&limit=100`, '/api/at-risk?lacking=true&limit=100', `/api/at-risk/three-lists?area=${street}`, `/api/at-risk/gaps?area=${street}`, '/api/evacuations', `/api/evacuations/${evacuation}`, `/api/evacuations/${evacuation}/households?limit=100`, `/api/evacuations/${evacuation}/households?area=${grid}`,
    '/api/evacuation-tasks?limit=100', '/api/shelters', '/api/gauges?limit=100', '/api/gauges/summary', '/api/gauges/items', '/api/gauges/held', '/api/stand-down', '/api/casualties', '/api/levels',
  ];
  for (const path of paths) {
    const times: number[] = [];
    for (let i = 0; i < READ_TIMES; i++) times.push((await timed(async () => told(await who.get(path), path)))[1]);
    note({ what: `GET ${path.replace(evacuation, ':id')}`, n: READ_TIMES, ms: quantile(times, 0.5), slowest: Math.max(...times) });
  }
}

/** 360 grids × 6 forces × 120 sites × 100,000 persons in the whole system on one machine. */
export async function district(say: (line: string) => void): Promise<DistrictRow[]> {
  const city = await City.start({ XL_RATE_PER_SECOND: '1000000', XL_RATE_BURST: '1000000' });
  try {
    say(`the district: ${KNOBS.persons} persons on the register`);
    await enter(city);
    say('the district: levels');
    await raise(city);
    say('the district: evacuations');
    const evacuation = await evacuate(city);
    say(`the district: ${KNOBS.readings} readings`);
    await read(city);
    say('the district: lists and boards');
    await lists(await city.as('duty1'), evacuation);
    return rows;
  } finally {
    await city.stop();
  }
}
