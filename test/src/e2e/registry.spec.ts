import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '@xunling/contracts';
import { allOperations, type OperationDefinition } from '@xunling/contracts/classes';
import { waitFor } from '@xunling/testing';
import { alertXml } from '../kit/alert.js';
import { City, PASSWORD, Person } from '../kit/city.js';
import type { Page } from '../kit/walk.js';

/**
 * Role × operation × area on the whole system, from the registry: an operation that is registered tomorrow is held to this
 * without being named here. For every role there is somebody whose grant covers street 560 alone; all of them ask for what
 * belongs to 561 or to the whole zone. The role half at full width is gateway/door/access-matrix.int.spec.ts.
 */
const HERE = '410171560';
const THERE = '410171561';
type Json = Record<string, unknown>;
let city: City;
const people = new Map<Role, Person>();
const operations = allOperations();
const document = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../docs/openapi.json'), 'utf8')) as { paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>> };

/** Reads that are the same for everybody of the zone, each with the reason why they may name another street. */
const EVERYBODYS: Record<string, string> = {
  'command.warning.list': 'warnings are public; they are stated on street 000, for everyone',
  'command.warning.get': 'warnings are public; they are stated on street 000, for everyone',
  'grid.shelter.get': 'people are sent to the shelters of other streets; who is in one is masked outside of its line',
  'grid.site.get': 'who closes a road has to know the site at its other end; contacts are masked outside of its line',
  'command.callout-policy.get': "how long a call waits is a rule of the zone and its streets, never a person's",
  'grid.area.list': 'the tree and its outlines are public; orders, warnings and addresses speak in its codes',
  'command.level.list': 'levels are stated on street 000, for everyone',
  'command.level.history': 'levels are stated on street 000, for everyone',
  'command.ladder.get': 'which duty room took note of a forecast is stated on street 000',
  'command.plan.gaps': "a plan is the zone's; what it lacks is a place or a post, never a person",
};
/** Answered elsewhere: own session, raw bodies, a stream without end. */
const ELSEWHERE = ['gateway.session.close', 'gateway.session.open', 'gateway.picture.events', 'feed.alert.post', 'gateway.evidence.upload'];
const asked = operations.filter((op) => !ELSEWHERE.includes(op.name));

const takesArea = (op: OperationDefinition): boolean => {
  const [method, path] = op.http.split(' ') as [string, string];
  return (document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]?.parameters ?? []).some((p) => p.in === 'query' && p.name === 'area');
};

/** The example with every area moved to street 561. */
const moved = (value: unknown): unknown => {
  if (typeof value === 'string') return /^410171\d{3,12}$/.test(value) ? THERE + value.slice(9) : value;
  if (Array.isArray(value)) return value.map(moved);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, moved(v)]));
  return value;
};

/** A dry run is answered with its verdict: every row of it is refused there. */
const isTrial = (input: Json): boolean => input['dryRun'] === true;
const faultsOf = (verdict: Json): number => Math.max(Number(verdict['faulty'] ?? 0), Array.isArray(verdict['faults']) ? verdict['faults'].length : Number(verdict['faults'] ?? 0));
/** The example names a second thing beside `id`, which is invented here: it is unknown to anybody. */
const namesMore = (op: OperationDefinition): boolean => Object.entries((op.example ?? {}) as Json).some(([k, v]) => k !== 'id' && /[0-9a-f]{8}-[0-9a-f]{4}-/.test(JSON.stringify(v)));

async function ask(person: Person, op: OperationDefinition, input: Json): Promise<{ status: number; body: Json }> {
  const [method, path] = op.http.split(' ') as [string, string];
  const rest = { ...input };
  const address = path.replace(/:(\w+)/g, (_, name: string) => { const v = String(rest[name]); delete rest[name]; return encodeURIComponent(v); });
  if (method !== 'GET') return person.call<Json>(method, address, JSON.stringify(rest));
  const query = Object.entries(rest).filter(([, v]) => v !== undefined).map(([k, v]) => `${k}=${encodeURIComponent(Array.isArray(v) ? v.join(',') : String(v))}`).join('&');
  return person.get<Json>(`${address}${query && `?${query}`}`);
}

/** Whose id is not of the noun's own list, with the list it stands in. */
const LISTED: Record<string, string> = { 'grid.evacuation.finish-task': `/api/evacuation-tasks?area=${THERE}`, 'grid.evacuation.of-duty': `/api/duties?area=${THERE}&limit=1` };
/** Something of street 561 that the list of the same noun knows; undefined where there is no such list or nothing in it. */
async function idThere(op: OperationDefinition): Promise<string | undefined> {
  const elsewhere = LISTED[op.name];
  if (elsewhere) return (await (await city.as('duty1')).get<Page<{ id: string }>>(elsewhere)).body.items?.[0]?.id;
  const [context, noun] = op.name.split('.');
  const list = operations.find((o) => o.name === `${context}.${noun}.list` && o.http.startsWith('GET ') && !o.http.includes(':'));
  if (!list) return undefined;
  for (const username of ['duty1', 'admin']) {
    const { status, body } = await ask(await city.as(username), list, takesArea(list) ? { area: THERE } : {});
    const items = status === 200 ? ((body['items'] ?? []) as Json[]) : [];
    const found = items.find((i) => areasIn(i).some((a) => a.startsWith(THERE)) && typeof i['id'] === 'string');
    if (found) return found['id'] as string;
  }
  return undefined;
}

/** Every area code in an answer. */
function areasIn(value: unknown): string[] {
  if (typeof value === 'string') return /^410171\d{3,12}$/.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(areasIn);
  if (value && typeof value === 'object') return Object.values(value).flatMap(areasIn);
  return [];
}

beforeAll(async () => {
  city = await City.start({ XL_RATE_PER_SECOND: '100000', XL_RATE_BURST: '100000' });
  const [duty1, admin, street] = [await city.as('duty1'), await city.as('admin'), await city.as('street-561')];
  const make = <T = { id: string }>(person: Person, path: string, body: object): Promise<T> => person.act<T>(path, body);
  const items = async (path: string): Promise<{ id: string; area: string }[]> => (await duty1.get<Page<{ id: string; area: string }>>(path)).body.items ?? [];
  await make(duty1, '/api/levels/raise', { level: 'III', areas: [THERE], reason: '示例：权限矩阵' });
  for (const [kind, measure] of [['team', 'MUSTER'], ['depot', 'PREPOSITION']] as const) {
    const { id, area } = (await items(`/api/${kind}s?area=${THERE}`)).find((i) => i.area.startsWith(THERE))!;
    await make(duty1, '/api/orders', { measure, addressee: { kind, id }, area });
  }
  expect((await city.alert(alertXml({ geocode: THERE, issuer: '权限矩阵台' }))).status).toBe(202);
  await make(duty1, '/api/callouts', { areas: [THERE], level: 'III', messageZh: '示例：权限矩阵叫应，请收听完整内容后应答。' });
  await make(duty1, '/api/casualties', { kind: 'MISSING', area: `${THERE}901001`, name: '示例人', source: '示例' });
  const [site] = await items(`/api/sites?area=${THERE}&limit=1`);
  await make(street, `/api/sites/${site!.id}/protect`, { measure: 'CLOSE', reason: '示例：权限矩阵', noPositionReason: '示例' });
  // somebody of 561 has a place in the shelter that is asked for
  const { id: evacuation } = await make(street, '/api/evacuations', { area: `${THERE}901001`, reason: '示例：权限矩阵' });
  const [household, other] = await items(`/api/at-risk?area=${THERE}901001&limit=2`);
  await make(street, `/api/evacuations/${evacuation}/refuse`, { householdIds: [other!.id] });
  const shelter = (await items(`/api/shelters?area=${THERE}`)).find((s) => s.area.startsWith(THERE))!;
  await make(street, `/api/shelters/${shelter.id}/assign`, { householdIds: [household!.id] });
  await make(street, '/api/credentials', { name: 'theirs', street: THERE });
  for (const role of ROLES.filter((r) => r !== 'feed')) {
    const { id } = await make(admin, '/api/accounts', { username: `narrow-${role}`, name: role, password: PASSWORD });
    await make(admin, '/api/grants', { userId: id, role, area: HERE });
    people.set(role, await city.as(`narrow-${role}`));
  }
  const there = [`/api/missions?area=${THERE}`, `/api/duties?area=${THERE}&limit=1`, `/api/requisitions?area=${THERE}`, '/api/decisions?state=open'];
  await waitFor(async () => (await Promise.all(there.map(items))).every((list) => list.length > 0), 60_000, 'the items');
}, 300_000);
afterAll(async () => { await city?.stop(); }, 60_000);

describe('an operation asked by somebody of another street', () => {
  it.each(asked.map((op) => [op.name, op] as const))('%s', async (_, op) => {
    const id = op.http.includes(':id') ? await idThere(op) : undefined;
    const input = { ...(moved(op.example ?? {}) as Json), ...(takesArea(op) ? { area: THERE } : {}), ...(id ? { id } : {}) };
    for (const [role, person] of people) {
      if (![role, '*', 'public'].some((r) => (op.roles as readonly string[]).includes(r))) continue;
      const { status, body } = await ask(person, op, input);
      const seen = status < 300 && !(op.name in EVERYBODYS) ? [...new Set(areasIn(body))].filter((a) => !a.startsWith(HERE)) : [];
      expect([op.name, role, 'sees', seen]).toEqual([op.name, role, 'sees', []]);
      // what is there is named only to those whose it is; what is invented may be unknown or impossible to anybody
      const verdict = `${status} ${String(body?.['code'] ?? '')}`;
      if (isTrial(input)) expect([op.name, role, status === 200 && faultsOf(body) > 0 ? '403 in a dry run' : verdict]).toEqual([op.name, role, expect.stringMatching(/^(403|422)/)]);
      else if (op.write) expect([op.name, role, verdict]).toEqual([op.name, role, expect.stringMatching((id && !namesMore(op)) || op.zone ? /^403 / : /^(403|404|422|401 callout)/)]);
      else expect([op.name, role, verdict]).toEqual([op.name, role, expect.stringMatching(/^(200|403|404|422)/)]);
      if (op.zone) expect([op.name, role, verdict]).toEqual([op.name, role, '403 access.area']);
    }
  });

  it('has things of street 561 to ask for: the matrix is not empty', async () => {
    const nouns = new Set<string>();
    for (const op of asked.filter((o) => o.http.includes(':id'))) if (await idThere(op)) nouns.add(op.name.split('.').slice(0, 2).join('.'));
    expect([...nouns]).toEqual(expect.arrayContaining(['command.callout', 'command.contact', 'command.decision', 'command.order', 'gateway.credential', 'gateway.grant', 'grid.casualty', 'grid.duty', 'grid.evacuation', 'grid.household', 'grid.measure', 'grid.post', 'grid.shelter', 'grid.unit', 'rescue.mission', 'supplies.requisition']));
  });
});

describe('the example of an operation, executed by somebody who may', () => {
  const WHO: Partial<Record<string, string>> = { '*': 'duty1', public: 'duty1', administrator: 'admin', commander: 'commander', 'duty-officer': 'duty1', 'sub-district-officer': 'street-561', inspector: 'inspector-561', auditor: 'auditor', 'post-holder': `grid-${THERE}901001`, 'team-leader': 'team-01', 'depot-keeper': 'depot-01' };
  it.each(asked.map((op) => [op.name, op] as const))('%s', async (_, op) => {
    const username = ['administrator', 'commander', 'duty-officer', ...op.roles].find((r) => (op.roles as readonly string[]).includes(r))!;
    const person = username === 'feed' ? new Person(city.url, `feed-demo.${PASSWORD}`, '') : await city.as(WHO[username]!);
    const { status, body } = await ask(person, op, (op.example ?? {}) as Json);
    // it is well formed and may be asked; invented ids are unknown, and a state may not allow it
    if (status === 400 || status >= 500) throw new Error(`${op.name}: ${status} ${JSON.stringify(body)}`);
  });
});
