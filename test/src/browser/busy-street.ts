import type { ClosurePage, EvacuationWithLedgers, LedgerHouseholdPage, MeasureView, ShelterPage } from '@xunling/contracts/classes';
import { centreOf, sampleAreas } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import type { City, Person } from '../kit/city.js';
import { allOf, type Duty } from '../kit/walk.js';

export const STREET = '410171561';
/** 潮河晨光社区, whose first grid is acted in. */
export const COMMUNITY = `${STREET}901`;
export const GRID = `${COMMUNITY}001`;
/** 潮河云栖社区: two characters that a font cut too small does not draw. */
export const YUNQI = `${STREET}909`;
const centre = (code: string): { lon: number; lat: number } => centreOf(sampleAreas().find((a) => a.code === code)!);
const NOWHERE = { noPositionReason: '室内' };

/** A street at work, so that no page of the grid is empty: level Ⅲ, some on post and one that cannot, two evacuations, closures, gauges, reports. All said by those whose work it is. */
export async function busyStreet(city: City): Promise<void> {
  const [duty, street, leader, inspector] = await Promise.all(['duty1', 'street-561', `grid-${GRID}`, 'inspector-561'].map((who) => city.as(who)));
  await duty!.act('/api/levels/raise', { level: 'III', areas: [STREET], reason: '短时强降雨，低洼处积水' });
  await waitFor(async () => (await duty!.get<{ items: Duty[] }>(`/api/duties?area=${STREET}&limit=500`)).body.items.length >= 360, 60_000, 'the duties');
  await onPost(city);
  await evacuate(street!, leader!, inspector!);
  await gauges(city);
  await closures(city, inspector!);
  const { lon, lat } = centre(GRID);
  await leader!.act('/api/reports', { kind: 'WATER_ON_ROAD', area: GRID, text: '路口积水没过路沿石', depthCm: 40, position: { lon, lat, datum: 'WGS84' } });
  await street!.act('/api/reports', { kind: 'WATER_ON_ROAD', area: GRID, text: '居民来电：同一路口积水', depthCm: 80, position: { lon, lat: lat + 0.001, datum: 'WGS84' } });
  await leader!.act('/api/reports', { kind: 'SUPPORT', area: GRID, text: '水位上涨，人手不足', support: { force: 'RESCUE', equipment: '排水泵', quantity: 2 }, ...NOWHERE, evidence: [await leader!.photo()] });
  await street!.act('/api/at-risk/outside-lists', { area: STREET, source: '民政局', csv: `CARE_HOME,示例晚晴养老院,${STREET}\nSCHOOL,示例云栖幼儿园,${STREET}` });
}

/** Three are there, one of them far from where it should be; one cannot get through. */
async function onPost(city: City): Promise<void> {
  const duties = await allOf<Duty>(city, 'duty1', `/api/duties?area=${COMMUNITY}`);
  for (const [who, position] of [[`grid-${GRID}`, centre(GRID)], [`community-${COMMUNITY}`, centre(GRID)], ['police-561', { lon: 113.71, lat: 34.66 }]] as const) {
    const person = await city.as(who);
    const own = duties.find((d) => d.holderId === person.userId && d.state === 'open');
    if (!own) continue;
    await person.act(`/api/duties/${own.id}/acknowledge`);
    await person.act(`/api/duties/${own.id}/check-in`, { position });
  }
  const other = await city.as(`grid-${COMMUNITY}002`);
  const stuck = duties.find((d) => d.holderId === other.userId && d.state === 'open');
  if (stuck) await other.act(`/api/duties/${stuck.id}/hand-back`, { reason: '通道被淹，无法到达' });
}

/** One under way with somebody who refuses and somebody who is not found, one just begun at 云栖. */
async function evacuate(street: Person, leader: Person, inspector: Person): Promise<void> {
  const run = await street.act<EvacuationWithLedgers>('/api/evacuations', { area: COMMUNITY, reason: '堤防渗漏，水位逼近警戒' });
  await street.act('/api/evacuations', { area: YUNQI, reason: '地下空间进水' });
  const { body: { items } } = await leader.get<LedgerHouseholdPage>(`/api/evacuations/${run.id}/households?area=${GRID}&limit=50`);
  const act = (by: Person, verb: string, at: number, more: object = {}): Promise<unknown> => by.act(`/api/evacuations/${run.id}/${verb}`, { householdIds: [items[at]!.householdId], ...more });
  await act(leader, 'move', 0);
  await act(leader, 'move', 1);
  await act(leader, 'refuse', 2);
  await act(leader, 'not-reach', 3);
  await act(leader, 'find-safe', 4);
  const { body: { items: shelters } } = await street.get<ShelterPage>(`/api/shelters?area=${STREET}&limit=5`);
  await street.act(`/api/shelters/${shelters[0]!.id}/admit`, { householdIds: [items[0]!.householdId, items[1]!.householdId] });
  await street.act(`/api/shelters/${shelters[1]!.id}/constrain`, { capacity: 60, zones: [{ zone: 'GENERAL', capacity: 40 }, { zone: 'OBSERVATION', capacity: 20 }], reason: '疫情防控' });
  await act(inspector, 'verify', 0);
}

/** Rain and water above a level, a leap nobody believes yet, a station nobody knows. */
async function gauges(city: City): Promise<void> {
  const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
  const rain = (station: string, values: readonly number[]): object[] => values.map((value, i) => ({ station, parameter: 'rain', value, unit: 'mm', at: at((values.length - 1 - i) * 15) }));
  const depth = (station: string, values: readonly number[]): object[] => values.map((value, i) => ({ station, parameter: 'depth', value, unit: 'cm', at: at((values.length - 1 - i) * 15) }));
  const observations = [...rain('R-561-01', [4, 9, 16, 22]), ...rain('R-561-02', [1, 2, 2, 1]), ...depth('D-561-01', [3, 8, 15, 24, 36]), ...depth('D-561-02', [3, 5, 40]), ...depth('D-563-01', [3, 5, 220]), ...depth('D-561-03', [0, 0, 1]), ...rain('R-999-01', [12])];
  const { status, body } = await city.observe(observations);
  if (status !== 202) throw new Error(`the readings: ${status} ${JSON.stringify(body)}`);
}

/** One closed and verified, one begun without a photo by who stands there. */
async function closures(city: City, inspector: Person): Promise<void> {
  const { body: { items } } = await (await city.as('duty1')).get<ClosurePage>(`/api/closures?area=${STREET}&limit=100`);
  const [closed, begun] = items.filter((s) => s.measures.length === 0 && s.kind !== 'TUNNEL');
  const by = await city.as(`grid-${closed!.area}`);
  const measure = await by.act<MeasureView>(`/api/sites/${closed!.siteId}/protect`, { measure: 'CLOSE', reason: '积水超过车轮', ...NOWHERE, evidence: [await by.photo()] });
  await inspector.act(`/api/measures/${measure.id}/verify`);
  await (await city.as(`grid-${begun!.area}`)).act(`/api/sites/${begun!.siteId}/protect`, { measure: 'SEAL', reason: '发现险情', ...NOWHERE });
}
