import { STAGES, type Stage } from '@xunling/contracts';

/** A fact about one order as the journal and the stream have it. */
export interface TraceFact { id: string; type: string; occurred: Date; received: Date; actor: string; data: Record<string, unknown> }
/** What the zone knew of itself, to look up as of an instant. */
export interface Around { levels: readonly { at: Date; level: string }[]; warnings: readonly { id: string; at: Date; colour: string; ended: boolean; expires: Date }[] }
export type ToldAs = 'holder' | 'deputy' | 'superior' | 'chain' | 'issuer';
export interface Told { userId?: string; as: ToldAs; name?: string }
/** Where it reached them: the order's own subject with the addressee's list, the picture of whoever watches, or by its kind the carrier that rang them. */
export type Channel = string;
export type Outcome = 'accepted' | 'failed' | 'suppressed';
/** The order as whoever was told saw it then: by when facts were received, never by when they occurred. */
export interface Saw { state: string; overdue: Stage[]; level: string; warnings: string[] }
export interface Line { fact: TraceFact; told: Told[]; channel?: Channel; outcome?: Outcome; answeredBy?: string; saw: Saw }
export interface Missed { stage: Stage; dueAt: Date; doneAt?: Date; minutes: number }

const STAGE_OF: Record<string, Stage> = { opened: 'delivered', acknowledged: 'acknowledged', 'checked-in': 'executing', started: 'executing', reported: 'reported', verified: 'verified' };
const verbOf = (type: string): string => type.split('.')[2] ?? '';
const isCommand = (type: string): boolean => type.startsWith('command.');
/** Of one instant: the order comes first, a step of the chain after the silence that caused it, what a superior was told after the step; why it was taken back after that it was. */
const RANKS: Record<string, number> = { 'command.order.issued': 0, 'command.order.escalated': 2, 'command.order.overridden': 2, 'command.escalation.told': 3, 'command.escalation.acknowledged': 4 };
const rankOf = ({ type }: TraceFact): number => RANKS[type.replace(/\.v\d+$/, '')] ?? 1;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Who is told by a fact, and where: an order its addressee, a step of the chain the next above, an answer its issuer. */
function toldBy({ type, data }: TraceFact, issued: TraceFact | undefined): Pick<Line, 'told' | 'channel' | 'outcome'> {
  const holder = (): Told[] => {
    const as = (text(issued?.data.resolvedTo) ?? 'holder') as ToldAs;
    const [who, second] = [text(issued?.data.holderId), text(issued?.data.deputyId)];
    return [...(who ? [{ userId: who, as }] : []), ...(second && second !== who ? [{ userId: second, as: 'deputy' as const }] : [])];
  };
  const issuer = text(issued?.data.issuedBy);
  switch (isCommand(type) ? verbOf(type) : '') {
    case 'prompted': return { told: [{ userId: text(data.toUserId)!, as: holder().find((h) => h.userId === data.toUserId)?.as ?? 'chain' }], channel: 'subject' };
    case 'issued': case 'reminded': case 'withdrawn': return { told: holder(), channel: 'subject' };
    case 'escalated': return { told: [{ as: 'chain', name: text(data.to)!, ...(text(data.toUserId) ? { userId: text(data.toUserId)! } : {}) }], channel: 'picture' };
    case 'told': return { told: [{ userId: text(data.userId)!, as: 'chain' }], channel: text(data.channel)!, outcome: data.outcome as Outcome };
    case 'overdue': case 'overridden': return { told: issuer ? [{ userId: issuer, as: 'issuer' }] : [], channel: 'picture' };
    case '': return verbOf(type) === 'returned' ? { told: holder(), channel: 'subject' } : { told: issuer ? [{ userId: issuer, as: 'issuer' }] : [], channel: 'picture' };
    default: return { told: [] };
  }
}

/** Active warnings as of an instant: of each the newest message by then, unless it ended or ran out. */
function warningsAt({ warnings }: Around, at: Date): string[] {
  const newest = new Map<string, Around['warnings'][number]>();
  for (const w of warnings) if (w.at <= at) newest.set(w.id, w);
  return [...newest.values()].filter((w) => !w.ended && w.expires > at).map((w) => w.colour).sort();
}
const levelAt = ({ levels }: Around, at: Date): string => levels.filter((l) => l.at <= at).at(-1)?.level ?? 'none';

/**
 * Who was told what, when and where, who answered, and what the order looked like then: one line per fact, in the order in which they were received.
 * Source: feature row 106.
 */
export function responsibility(facts: readonly TraceFact[], around: Around): Line[] {
  const sorted = [...facts].sort((a, b) => a.received.getTime() - b.received.getTime() || rankOf(a) - rankOf(b) || a.occurred.getTime() - b.occurred.getTime() || (a.id < b.id ? -1 : 1));
  const issued = sorted.find((f) => f.type.startsWith('command.order.issued.'));
  let state = 'issued';
  let overdue: Stage[] = [];
  return sorted.map((fact): Line => {
    const verb = verbOf(fact.type);
    if (isCommand(fact.type)) {
      if (verb === 'overdue') overdue = [...new Set([...overdue, fact.data.stage as Stage])];
      if (verb === 'withdrawn') [state, overdue] = ['withdrawn', []];
    } else {
      const stage = STAGE_OF[verb];
      // a later arrow stands for the earlier ones; a return leads back to the work
      if (stage && STAGES.indexOf(stage) > STAGES.indexOf(state as Stage) && state !== 'withdrawn') state = stage;
      if (stage) overdue = overdue.filter((s) => STAGES.indexOf(s) > STAGES.indexOf(stage));
      if (verb === 'returned') state = 'executing';
      if (verb === 'ended') [state, overdue] = [text(fact.data.reason) ?? 'withdrawn', []];
    }
    // of command's own facts only the superior's is an answer
    const by = isCommand(fact.type) && !fact.type.startsWith('command.escalation.') ? undefined : text(fact.data.by);
    return { fact, ...toldBy(fact, issued), ...(by ? { answeredBy: by } : {}), saw: { state, overdue, level: levelAt(around, fact.received), warnings: warningsAt(around, fact.received) } };
  });
}

/** When the order ended without being done: taken back, replaced, or its duty ended with it. */
export const endedAt = (facts: readonly TraceFact[]): Date | undefined => facts.filter((f) => f.type.startsWith('command.order.withdrawn.') || verbOf(f.type) === 'ended').map((f) => f.received).sort((a, b) => a.getTime() - b.getTime())[0];

/** Arrows that came late or have not come: how late, counted where they have not to the end of the order, or to now. An arrow of an order that ended before its due time was not missed. */
export function missed(arrows: readonly { stage: string; dueAt?: Date; doneAt?: Date }[], ended: Date | undefined, overdueSaid: ReadonlySet<string>, now: Date): Missed[] {
  return arrows.flatMap(({ stage, dueAt, doneAt }) => {
    if (!dueAt) return [];
    const until = doneAt ?? ended ?? now;
    if (until <= dueAt || (!doneAt && ended && !overdueSaid.has(stage))) return [];
    return [{ stage: stage as Stage, dueAt, ...(doneAt ? { doneAt } : {}), minutes: Math.floor((until.getTime() - dueAt.getTime()) / 60_000) }];
  });
}
