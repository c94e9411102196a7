import { allOperations, operationByName, type OperationDefinition } from '@xunling/contracts/classes';
import { waitFor } from '@xunling/testing';
import type { City } from '../kit/city.js';
import { allOf, type Duty } from '../kit/walk.js';

export const STREET = '410171561';
type Made = Record<string, unknown> & { id: string };
interface Ledger { id: string; ledgers: { area: string }[] }
interface Household { householdId: string; persons: { state: string }[] }
const NOWHERE = { noPositionReason: '信号差' };
const acts = allOperations().filter((op) => op.name.startsWith('grid.') && op.write);

/** Every act of the grid's contract through the door, by those whose act it is; what was taken is noted by name. */
export class AloneWalk {
  readonly taken = new Set<string>();
  constructor(private readonly city: City) {}

  /** Acts of the contract that nobody has walked yet. */
  get left(): string[] { return acts.map((op) => op.name).filter((name) => !this.taken.has(name)); }

  /** @throws Error with the answer where it is refused */
  async act<T = Made>(who: string, name: string, more: object = {}): Promise<T> {
    const op = operationByName(`grid.${name}`)!;
    const input = { ...op.example, ...more } as Record<string, unknown>;
    const answer = await (await this.city.as(who)).act<T>(pathOf(op, input), input);
    this.taken.add(op.name);
    return answer;
  }

  private photo = async (who: string): Promise<string> => (await this.city.as(who)).photo();
  private list = <T>(path: string): Promise<T[]> => allOf<T>(this.city, 'street-561', path);

  async registers(): Promise<void> {
    const officer = 'street-561';
    await this.act(officer, 'area.open');
    await this.act(officer, 'area.import');
    await this.act(officer, 'area.close');
    const { id: unit } = await this.act(officer, 'unit.open');
    await this.act(officer, 'unit.rename', { id: unit });
    const { id: post } = await this.act(officer, 'post.open', { kind: 'OFFICER', name: '备勤岗', nameEn: 'Standby' });
    const { userId } = await this.city.as('inspector-561');
    const from = new Date(Date.now() + 86_400_000).toISOString();
    await this.act(officer, 'post.hold', { id: post, holderId: userId, from });
    await this.act(officer, 'post.withdraw-hold', { id: post, from });
    await this.act(officer, 'unit.staff', { id: unit, posts: [post] });
    await this.act(officer, 'post.import');
    await this.act(officer, 'unit.close', { id: unit });
    await this.act(officer, 'post.close', { id: post });
    const { id: site } = await this.act(officer, 'site.draft');
    await this.act(officer, 'site.import');
    await this.act(officer, 'site.publish', { id: site });
    await this.act(officer, 'site.revise', { id: site });
    await this.act(officer, 'site.withdraw', { id: site });
  }

  async people(): Promise<void> {
    const officer = 'street-561';
    const { id } = await this.act(officer, 'household.add');
    await this.act(officer, 'household.change', { id });
    await this.act(officer, 'household.name-carer', { id });
    await this.act('duty1', 'household.unmask', { id });
    await this.act(officer, 'household.close', { id });
    await this.act(officer, 'household.import', { csv: 'X-002,410171561901001,示例乙,00012345679,示例路2号,示例乙,ELDERLY,' });
    await this.act(officer, 'household.upload-outside');
    const { id: shelter } = await this.act(officer, 'shelter.register');
    const [place] = (await this.list<{ id: string; kind: string }>(`/api/sites?area=${STREET}`)).filter((s) => s.kind === 'SCHOOL');
    await this.act(officer, 'household.plan-site', { siteId: place!.id, shelterId: shelter });
    await this.act(officer, 'shelter.constrain', { id: shelter });
    await this.act(officer, 'shelter.resize', { id: shelter });
    await this.act(officer, 'shelter.close', { id: shelter });
  }

  async gauges(): Promise<void> {
    const gauge = await this.act('street-561', 'gauge.register');
    const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    const depth = (value: number, minutes: number): object => ({ station: 'D-561-90', parameter: 'depth', value, unit: 'cm', at: at(minutes) });
    // two leaps nobody believes before a person says so
    const held = [depth(2, 60), depth(3, 45), depth(230, 30), depth(4, 15), depth(240, 0)];
    const taken = await this.city.observe<{ held: unknown[] }>(held);
    if (taken.status === 202) this.taken.add('grid.reading.take');
    const { items } = (await (await this.city.as('duty1')).get<{ items: { gaugeId?: string; id?: string; at: string }[] }>(`/api/gauges/held?area=${STREET}`)).body;
    const mine = items.filter((h) => (h.gaugeId ?? h.id) === gauge.id).map((h) => h.at);
    await this.act('duty1', 'reading.confirm', { id: gauge.id, at: mine[0] });
    await this.act('duty1', 'reading.reject', { id: gauge.id, at: mine[1] });
    await this.act('street-561', 'gauge.change', { id: gauge.id });
    await this.act('street-561', 'gauge.close', { id: gauge.id });
  }

  async duties(): Promise<void> {
    const own = async (grid: string): Promise<string> => (await (await this.city.as(`grid-${grid}`)).get<{ items: Duty[] }>('/api/duties?mine=true')).body.items.find((d) => d.area === grid)!.id;
    const holder = `grid-${STREET}901005`;
    const id = await own(`${STREET}901005`);
    await this.act(holder, 'duty.acknowledge', { id });
    await this.act(holder, 'duty.check-in', { id });
    await this.act(holder, 'duty.execute', { id, evidence: [await this.photo(holder)] });
    await this.act('inspector-561', 'duty.return', { id });
    await this.act(holder, 'duty.execute', { id, evidence: [await this.photo(holder)] });
    await this.act('inspector-561', 'duty.verify', { id });
    const [second, third] = [`${STREET}901002`, `${STREET}901003`];
    const passed = await own(second);
    await this.act(`grid-${second}`, 'duty.acknowledge', { id: passed });
    await this.act(`grid-${second}`, 'duty.pass', { id: passed });
    const back = await own(third);
    await this.act(`grid-${third}`, 'duty.start', { id: back });
    await this.act(`grid-${third}`, 'duty.hand-back', { id: back });
    await this.act('street-561', 'duty.give-again', { id: back });
    const station = (await this.list<{ id: string; force: string }>(`/api/on-post/stations?area=${STREET}901004`)).find((s) => s.force === 'COMMUNITY')!;
    const [there, relief] = [`grid-${STREET}901004`, `grid-b-${STREET}901004`];
    await this.act(there, 'on-post.arrive', { id: station.id });
    await this.act(there, 'on-post.offer', { id: station.id, to: (await this.city.as(relief)).userId });
    await this.act(there, 'on-post.leave', { id: station.id });
  }

  async measures(): Promise<void> {
    const sites = (await this.list<{ id: string; area: string; kind: string }>(`/api/sites?area=${STREET}`)).filter((s) => ['UNDERPASS', 'TUNNEL', 'CULVERT'].includes(s.kind));
    const [site, other] = [sites.at(-1)!, sites.at(-2)!];
    const own = `grid-${site.area}`;
    const { id } = await this.act(own, 'site.protect', { id: site.id, ...NOWHERE });
    await this.act('street-561', 'measure.review', { id });
    await this.act(own, 'measure.execute', { id, evidence: [await this.photo(own)] });
    await this.act('inspector-561', 'measure.return', { id });
    await this.act(own, 'measure.execute', { id, evidence: [await this.photo(own)] });
    await this.act('inspector-561', 'measure.verify', { id });
    await this.act('street-561', 'measure.patrol-every', { id });
    await this.act('inspector-561', 'measure.patrol', { id });
    await this.act('street-561', 'measure.order-lift', { id });
    await this.act(own, 'measure.lift', { id, evidence: [await this.photo(own)] });
    await this.act(`grid-${other.area}`, 'site.state', { id: other.id, claim: 'closed' });
    await this.act('inspector-561', 'site.state', { id: other.id, claim: 'open' });
    const [conflict] = (await (await this.city.as('street-561')).get<{ items: Made[] }>(`/api/conflicts?area=${STREET}`)).body.items;
    await this.act('street-561', 'conflict.settle', { id: conflict!.id });
  }

  async evacuation(): Promise<void> {
    // the next street: over this one runs an evacuation already
    const [officer, area] = ['street-562', '410171562901'];
    const run = await this.act<Ledger & Made>(officer, 'evacuation.open', { area });
    const { id } = run;
    await this.act(officer, 'evacuation.enlist', { id });
    const homes = (await (await this.city.as(officer)).get<{ items: Household[] }>(`/api/evacuations/${id}/households?limit=50`)).body.items.map((h) => h.householdId);
    const [a, b, c, d, e] = homes as [string, string, string, string, string];
    const ledger = (verb: string, householdId: string, who = officer, more: object = {}): Promise<Made> => this.act(who, `evacuation.${verb}`, { id, householdIds: [householdId], count: undefined, shelterId: undefined, ...more });
    await ledger('notify', a);
    for (const home of [a, b, e]) await ledger('move', home);
    await this.act(officer, 'evacuation.count', { id });
    await ledger('refuse', c);
    await ledger('not-reach', d);
    const [shelter, next] = (await (await this.city.as(officer)).get<{ items: Made[] }>(`/api/shelters?area=${area.slice(0, 9)}`)).body.items;
    await ledger('arrive', a, officer, { shelterId: shelter!.id });
    await this.act(officer, 'shelter.assign', { id: shelter!.id, householdIds: [b] });
    await this.act(officer, 'shelter.admit', { id: shelter!.id, householdIds: [b] });
    await this.act(officer, 'shelter.admit', { id: next!.id, householdIds: [e] });
    await this.act(officer, 'shelter.depart', { id: next!.id, householdIds: [e] });
    await ledger('return', e);
    const [task] = await waitFor(async () => { const { items } = (await (await this.city.as(officer)).get<{ items: { id: string; kind: string }[] }>(`/api/evacuation-tasks?area=${area}`)).body; return items.some((t) => t.kind === 'PERSUASION') && items.filter((t) => t.kind === 'PERSUASION'); }, 45_000, 'the tasks');
    await this.act(officer, 'evacuation.finish-task', { id: task!.id });
    for (const home of homes.filter((h) => ![a, b].includes(h))) await ledger('find-safe', home);
    for (const home of homes) await ledger('verify', home, 'inspector-562');
    await this.act(officer, 'evacuation.declare-safe', { id });
    await this.act(officer, 'evacuation.lift', { id });
    for (const home of [a, b]) { await ledger('allow-return', home); await ledger('return', home); }
    await this.act(officer, 'evacuation.close', { id });
    const own = `${area.slice(0, 9)}902001`;
    const begun = await this.act(`grid-${own}`, 'evacuation.protect', { area: own });
    await this.act(officer, 'evacuation.review', { id: begun.id });
  }

  async reports(): Promise<void> {
    const [officer, one, two] = ['street-561', `grid-${STREET}901001`, `grid-${STREET}901002`];
    const { id: a } = await this.act(one, 'report.make', { depthCm: 40 });
    const { id: b, entries } = await this.act<Made & { entries: { id: string }[] }>(two, 'report.make', { depthCm: 80 });
    await this.act(officer, 'report.settle', { id: b, entryId: entries[0]!.id });
    await this.act(officer, 'report.join', { id: a, other: b });
    await this.act(officer, 'report.split', { id: a, other: b });
    await this.act(officer, 'report.link', { id: a, other: b });
    await this.act(one, 'report.add', { id: a });
    for (const verb of ['acknowledge', 'take', 'close', 'reopen']) await this.act(officer, `report.${verb}`, { id: a });
    const { id: lost } = await this.act(officer, 'casualty.add');
    const { id: same } = await this.act(officer, 'casualty.add', { name: '示例甲（重名）' });
    await this.act(officer, 'casualty.explain');
    await this.act(officer, 'casualty.merge', { id: same, into: lost });
    await this.act(officer, 'casualty.change', { id: lost });
    await this.act(officer, 'casualty.withdraw', { id: lost });
  }
}

/** Path with its parameters, which leave the input. */
function pathOf(op: OperationDefinition, input: Record<string, unknown>): string {
  return op.http.split(' ')[1]!.replace(/:(\w+)/g, (_, name: string) => { const value = String(input[name]); delete input[name]; return encodeURIComponent(value); });
}
