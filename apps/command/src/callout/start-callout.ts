import { Inject, Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { CalloutJoined, CalloutStarted, CalloutUpdated, type StartCalloutInput } from '@xunling/contracts/classes';
import { ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { mayCommand, only } from '../incident/incident.js';
import { IncidentStore } from '../incident/incident.store.js';
import { KnownStore } from '../known/known.store.js';
import { DutyView } from '../roster/duty.view.js';
import { compact, iso } from '../rows.js';
import { CHANNEL_PORT } from './channel.tokens.js';
import { hopMinutes, isLifeSafety, type Callee, type ChannelKind } from './callout.js';
import { minutesOver } from './callout-policy.js';
import { CalloutPolicyStore } from './callout-policy.store.js';
import { CalloutStore, type CalloutRow, type NewPerson } from './callout.store.js';
import type { Channels } from './channels.js';
import { standing } from './contact.js';
import { ContactStore, type ContactRow } from './contact.store.js';
import { EndCallouts } from './end-callout.js';
import { relation, type About } from './fatigue.js';
import { JoinStore } from './join.store.js';
import { calledIn, responsibleIn, type Responsible } from './persons.js';

export const CALLERS = ['commander', 'duty-officer', 'sub-district-officer'] as const;
const TEST_MESSAGE = { zh: '这是叫应通道测试，请听完后确认收到。', en: 'This is a test of the call channel; please answer once you have heard it.' };
type Demand = About & { messageEn: string | null };
/** In whose name a campaign rings. */
interface InName { by: string; automatic: boolean }
interface Begun { callout: CalloutRow; continued: boolean }

/** Begins a campaign, or says that the same signal is being called already. */
@Injectable()
export class StartCallout {
  constructor(
    private readonly callouts: CalloutStore, private readonly contacts: ContactStore, private readonly known: KnownStore, private readonly duty: DutyView, private readonly incidents: IncidentStore, private readonly joins: JoinStore, private readonly end: EndCallouts, private readonly policies: CalloutPolicyStore,
    @Inject(CHANNEL_PORT) private readonly channels: Channels, @Inject(ORIGIN) private readonly origin: Origin,
  ) {}

  async execute(input: StartCalloutInput, work: Work): Promise<Begun> {
    await this.checkAreas(input.areas, work);
    const { colour, level, hazard } = await this.signal(input, work);
    const incidentId = await this.incident(input.incidentId, input.areas, work);
    const begun = await this.demand({ kind: 'alarm', warningId: input.warningId ?? null, incidentId, areas: input.areas, colour, level, hazard, messageZh: input.messageZh, messageEn: input.messageEn ?? null }, { by: callerOf(work).userId, automatic: false }, work);
    if (!begun) throw new Refusal('callout.nobody');
    return begun;
  }

  /** A warning calls by itself, in the name of who is on duty; nobody to ring is nothing to do. */
  async byWarning(about: Pick<Demand, 'warningId' | 'areas' | 'colour' | 'hazard' | 'messageZh' | 'messageEn'>, by: string, work: Work): Promise<CalloutRow | undefined> {
    if (calledIn(await this.duty.withDuties(work.em, work.at), about.areas, { ...about, level: null }).persons.length === 0) return undefined;
    const incidentId = only(await this.incidents.open(work.em, this.origin.zone), about.areas)?.id ?? null;
    return (await this.demand({ ...about, kind: 'alarm', incidentId, level: null }, { by, automatic: true }, work))?.callout;
  }

  /** Undefined where everybody it would call has heard this already. */
  private async demand(about: Demand, name: InName, work: Work): Promise<Begun | undefined> {
    const running = (await this.callouts.running(work.em)).map((c) => ({ c, how: relation(c, about) }));
    const same = running.find((r) => r.how === 'continues')?.c;
    if (same) return { callout: await this.update(same, about.areas, name.by, work), continued: true };
    const older = running.filter((r) => r.how === 'supersedes').map((r) => r.c);
    for (const c of older) await this.end.execute(c.id, 'superseded', work);
    const { persons, off } = calledIn(await this.duty.withDuties(work.em, work.at), about.areas, about);
    const responsible = await this.persons(persons, work, () => true);
    const { joined, left } = await this.join(about, running.filter((r) => r.how === 'joins').map((r) => r.c), responsible, name.by, work);
    if (left.length === 0 && responsible.length > 0) return joined[0] && { callout: joined[0], continued: true };
    return { callout: await this.begin(about, left, older.at(-1)?.id, name, work, off), continued: false };
  }

  /** Another issuer's warning of the same hazard: campaigns that call some of these persons already call for it too; who is left is called anew (C18). */
  private async join(about: Demand, running: readonly CalloutRow[], persons: readonly NewPerson[], by: string, work: Work): Promise<{ joined: CalloutRow[]; left: NewPerson[] }> {
    const { warningId, colour, areas } = about;
    if (!warningId || !colour) return { joined: [], left: [...persons] };
    const called = await this.joins.called(work.em, running.map((c) => c.id), warningId, colour);
    const joined: CalloutRow[] = [];
    for (const c of running) {
      const here = new Set(called.filter((x) => x.calloutId === c.id).map((x) => x.userId));
      const n = persons.filter((p) => here.has(p.userId)).length;
      if (n === 0) continue;
      const anew = await this.joins.insert(work.em, { calloutId: c.id, warningId, colour, areas: [...areas], persons: n, at: work.at });
      const now = { ...c, version: c.version + (anew ? 1 : 0) };
      joined.push(now);
      if (!anew) continue;
      await this.callouts.save(work.em, now);
      work.append(CalloutJoined, { calloutId: c.id, warningId, colour, areas: [...areas], persons: n, by, at: iso(work.at) }, { aggregate: `callout/${c.id}`, version: now.version, street: '000', ...(c.incidentId ? { incidentId: c.incidentId } : {}) });
    }
    const heard = new Set(called.map((x) => x.userId));
    return { joined, left: persons.filter((p) => !heard.has(p.userId)) };
  }

  /** Rings once every contact of the areas that was not proven this season. */
  async test(areas: string[], work: Work): Promise<CalloutRow> {
    await this.checkAreas(areas, work);
    const persons = await this.unproven(areas, work);
    if (persons.length === 0) throw new Refusal('callout.nobody');
    return this.ring(areas, persons, callerOf(work).userId, work);
  }

  /** The same by the calendar, in the name of who is on duty; nobody to ring is nothing to do. */
  async testByCalendar(areas: string[], by: string, work: Work): Promise<CalloutRow | undefined> {
    const persons = await this.unproven(areas, work);
    return persons.length === 0 ? undefined : this.ring(areas, persons, by, work);
  }

  private async unproven(areas: readonly string[], work: Work): Promise<NewPerson[]> {
    await this.callouts.running(work.em);
    // a test proves every contact, on duty or not
    return (await this.persons(responsibleIn(await this.known.district(work.em), areas), work, (c) => !standing(c, work.at).proven)).map((p) => ({ ...p, callees: p.callees.filter((c) => c.role === 'person') })).filter((p) => p.callees[0]!.channels.length > 0);
  }

  private ring(areas: string[], persons: readonly NewPerson[], by: string, work: Work): Promise<CalloutRow> {
    return this.begin({ kind: 'test', warningId: null, incidentId: null, areas, colour: null, level: null, messageZh: TEST_MESSAGE.zh, messageEn: TEST_MESSAGE.en }, persons, undefined, { by, automatic: false }, work);
  }

  private async begin(about: Demand, persons: readonly NewPerson[], supersedes: string | undefined, { by, automatic }: InName, work: Work, offDuty: readonly string[] = []): Promise<CalloutRow> {
    if (persons.length === 0) throw new Refusal('callout.nobody');
    const callout = { ...about, id: newId(), state: 'running' as const, lifeSafety: about.kind === 'alarm' && isLifeSafety(about.colour, about.level), by, automatic, hopMinutes: hopMinutes(about.colour, about.level, minutesOver(about.areas, await this.policies.all(work.em))), startedAt: work.at, version: 1 };
    await this.callouts.insert(work.em, callout, persons);
    const { kind, incidentId, warningId, areas, colour, level, lifeSafety, messageZh } = callout;
    work.append(CalloutStarted, compact({ calloutId: callout.id, kind, incidentId, warningId, areas: [...areas], colour, level, lifeSafety, messageZh, persons: persons.length, supersedes, by, startedAt: iso(work.at), hopMinutes: callout.hopMinutes, ...(automatic ? { automatic } : {}), ...(offDuty.length > 0 ? { offDuty: offDuty.slice(0, 200) } : {}) }) as CalloutStarted,
      { aggregate: `callout/${callout.id}`, version: 1, street: '000', ...(incidentId ? { incidentId } : {}) });
    return this.callouts.get(work.em, callout.id);
  }

  private async update(c: CalloutRow, areas: readonly string[], by: string, work: Work): Promise<CalloutRow> {
    const now = { ...c, updates: c.updates + 1, version: c.version + 1 };
    await this.callouts.save(work.em, now);
    work.append(CalloutUpdated, { calloutId: c.id, areas: [...areas], by, at: iso(work.at) }, { aggregate: `callout/${c.id}`, version: now.version, street: '000', ...(c.incidentId ? { incidentId: c.incidentId } : {}) });
    return now;
  }

  /** Responsible persons with the channels that can be used here; what cannot be rung is named beside. */
  private async persons(people: readonly Responsible[], work: Work, wanted: (c: ContactRow) => boolean): Promise<NewPerson[]> {
    const contacts = await this.contacts.ofPersons(work.em, [...new Set(people.flatMap((p) => p.chain.map((c) => c.userId)))]);
    const of = (userId: string): ContactRow[] => contacts.get(userId) ?? [];
    const usable = (c: ContactRow): boolean => this.channels.state(c.kind) !== 'absent';
    return people.map(({ userId, post, area, chain }) => ({
      id: newId(), userId, post, area, unusable: of(userId).filter((c) => !usable(c)).map((c): ChannelKind => c.kind),
      callees: chain.map((c): Callee => ({ ...c, channels: of(c.userId).filter((x) => usable(x) && wanted(x)).map((x) => x.kind) })),
    }));
  }

  private async checkAreas(areas: readonly string[], work: Work): Promise<void> {
    const caller = callerOf(work);
    const district = await this.known.district(work.em);
    for (const area of areas) {
      if (!mayOver(caller, CALLERS, area)) throw new Refusal('access.area');
      if (!district.area(area)) throw new Refusal('area.unknown', { detail: area });
    }
  }

  /** The incident it belongs to: the one named, else the only one open there; a callout opens none. */
  private async incident(id: string | undefined, areas: readonly string[], work: Work): Promise<string | null> {
    if (!id) return only(await this.incidents.open(work.em, this.origin.zone), areas)?.id ?? null;
    const named = await this.incidents.find(work.em, id);
    if (!named) throw impossible('incidentId', 'unknown', 'there is no such incident');
    mayCommand(named, areas);
    return id;
  }

  /** Colour and level; a warning that is over, or another colour than its own, is not called. */
  private async signal({ warningId, colour, level }: StartCalloutInput, work: Work): Promise<{ colour: string | null; level: string | null; hazard: string | null }> {
    if (!warningId) return { colour: colour ?? null, level: level ?? null, hazard: null };
    const [warning] = (await work.em.query('select state, colour, hazard, expires_at "expiresAt" from warning where id = $1', [warningId])) as { state: string; colour: string; hazard: string; expiresAt: Date }[];
    if (!warning) throw impossible('warningId', 'unknown', 'there is no such warning');
    if (warning.state !== 'active' || warning.expiresAt <= work.at) throw new Refusal('state.conflict', { state: warning.state === 'active' ? 'expired' : warning.state, allowed: [], detail: 'the warning is over' });
    if (colour && colour !== warning.colour) throw impossible('colour', 'not-the-warning', `the warning is ${warning.colour} now`);
    return { colour: warning.colour, level: level ?? null, hazard: warning.hazard };
  }
}
