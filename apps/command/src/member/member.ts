import { MemberJoined, MemberLeft } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import { fact, type Fact } from '../fact.js';
import { leads, type Holders } from '../seat/authority.js';

/** Somebody of another unit who sits with the command; `until` is absent while it lasts. Nobody reads it to decide who may do what. */
export interface Member { id: string; zone: string; kind: string; unit: string; name: string; by: string; from: Date; until?: Date; endedBy?: string; reason?: string }
/** Joint members at one time (OURS). */
export const MEMBERS_MAX = 100;

const conflict = (state: string, allowed: string[], detail: string): Refusal => new Refusal('state.conflict', { state, allowed, detail });

/** @throws Refusal member.commander, state.conflict */
export function join(holders: Holders, input: Pick<Member, 'id' | 'zone' | 'kind' | 'unit' | 'name' | 'by'>, present: readonly Member[], at: Date): { member: Member; facts: Fact[] } {
  if (!leads(holders, input.by)) throw new Refusal('member.commander');
  if (present.some((m) => m.unit === input.unit && m.name === input.name)) throw conflict('listed', ['end'], `${input.name} of ${input.unit} is a joint member already`);
  if (present.length >= MEMBERS_MAX) throw conflict('full', ['end'], `${MEMBERS_MAX} joint members are listed`);
  const { id: memberId, zone, kind, unit, by } = input;
  return { member: { ...input, from: at }, facts: [fact(MemberJoined, { memberId, zone, kind, unit, by, from: at.toISOString() })] };
}

/** @throws Refusal member.commander, state.conflict */
export function leave(holders: Holders, member: Member, by: string, reason: string, at: Date): { member: Member & { until: Date; endedBy: string; reason: string }; facts: Fact[] } {
  if (!leads(holders, by)) throw new Refusal('member.commander');
  if (member.until) throw conflict('left', [], 'this membership ended already');
  const { id: memberId, zone, kind, unit } = member;
  return { member: { ...member, until: at, endedBy: by, reason }, facts: [fact(MemberLeft, { memberId, zone, kind, unit, by, reason, until: at.toISOString() })] };
}
