import { STAGES, type Stage } from '@xunling/contracts';
import { answered, bit, hasEnded, settled, type Tracked } from './order.js';

/** What the addressee's item says. */
export interface ArrowFact { stage: Stage | 'returned' | 'given-on' | 'handed-back'; at: Date; by: string; version: number; dueAt?: Date; reportBy?: Date; to?: string; reason?: string }
export type Advance = { order: Tracked; ignored?: undefined } | { order: Tracked; ignored: 'repeated' | 'old' };

const DELIVERED = STAGES.indexOf('delivered');
const ACKNOWLEDGED = STAGES.indexOf('acknowledged');
const REPORTED = STAGES.indexOf('reported');
const VERIFIED = STAGES.indexOf('verified');
const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** One fact of the addressee's item becomes an arrow; earlier arrows it implies get the same instant. A late answer is a fact, not an error. */
export function advance(order: Tracked, fact: ArrowFact): Advance {
  if (fact.stage === 'returned') return giveBack(order, fact);
  if (fact.stage === 'given-on' || fact.stage === 'handed-back') return turn(order, fact);
  const stage = STAGES.indexOf(fact.stage);
  if (stage >= REPORTED && fact.version < order.returnedVersion) return { order, ignored: 'old' };
  const begins = stage >= ACKNOWLEDGED && stage < REPORTED;
  // what the one before said is no answer of who has it now
  if (begins && fact.version < order.turnVersion) return { order, ignored: 'old' };
  const begunVersion = begins ? Math.max(order.begunVersion, fact.version) : order.begunVersion;
  // a second report is no repetition: a return lies between, perhaps still on its way
  const again = stage === REPORTED && fact.version > order.reportedVersion;
  if (order.done[stage] && !(order.implied & bit(stage)) && !again) return { order: begunVersion === order.begunVersion ? order : { ...order, begunVersion }, ignored: 'repeated' };
  const done = [...order.done];
  const by = [...order.by];
  let implied = order.implied & ~bit(stage);
  done[stage] = fact.at;
  by[stage] = fact.by;
  for (let i = 1; i < stage; i++) if (!done[i]) { done[i] = fact.at; by[i] = fact.by; implied |= bit(i); }
  const reached = STAGES[done.findLastIndex((d) => d !== null)]!;
  const state = order.state === 'withdrawn' || order.state === 'superseded' ? order.state : reached;
  const versions = stage === REPORTED ? { reportedVersion: fact.version } : stage === VERIFIED ? { verifiedVersion: fact.version } : {};
  const handedBack = stage >= REPORTED ? null : order.handedBack;
  return { order: answered({ ...order, ...versions, begunVersion, handedBack, done, by, implied, state }) };
}

/** 交副岗, 交回, 再下达: a new person begins with the acknowledgement; what is handed back waits for the superior, and no clock stops. */
function turn(order: Tracked, fact: ArrowFact): Advance {
  if (fact.version <= Math.max(order.turnVersion, order.reportedVersion, order.verifiedVersion, order.returnedVersion)) return { order, ignored: 'old' };
  const turnVersion = fact.version;
  if (fact.stage === 'handed-back') return { order: { ...order, turnVersion, handedBack: { by: fact.by, at: fact.at.toISOString(), reason: fact.reason! } } };
  const held = { ...order, turnVersion, handedBack: null, passedAt: fact.at, ...(fact.to ? { holderId: fact.to } : {}) };
  if (hasEnded(order.state)) return { order: held };
  const due = [...order.due];
  const since = later(order.since, fact.at);
  if (fact.dueAt) due[ACKNOWLEDGED] = fact.dueAt;
  if (fact.reportBy) {
    due[VERIFIED] = new Date(fact.reportBy.getTime() + Math.max(0, due[VERIFIED]!.getTime() - due[REPORTED]!.getTime()));
    due[REPORTED] = fact.reportBy;
  }
  // the next person's answer came before this fact
  if (order.begunVersion > fact.version) return { order: settled({ ...held, due, since }) };
  const done = order.done.map((d, i) => (i >= ACKNOWLEDGED ? null : d ?? fact.at));
  const by = order.by.map((b, i) => (i >= ACKNOWLEDGED ? null : b ?? fact.by));
  const clear = bit(ACKNOWLEDGED) | bit(ACKNOWLEDGED + 1);
  const implied = (order.implied & ~clear) | (order.done[DELIVERED] ? 0 : bit(DELIVERED));
  // a new time to acknowledge; a time to be there that passed in silence stays overdue
  const overdue = order.overdue & ~bit(ACKNOWLEDGED) & (fact.reportBy ? ~bit(REPORTED) : ~0);
  // nobody asked the one who has it now
  const prompted = order.prompted & bit(DELIVERED);
  return { order: settled({ ...held, due, done, by, implied, overdue, prompted, since, state: 'delivered' }) };
}

/** 退回: back to executing with a new deadline; the time between report and verification stays as planned. */
function giveBack(order: Tracked, fact: ArrowFact): Advance {
  if (fact.version <= Math.max(order.reportedVersion, order.verifiedVersion, order.returnedVersion)) return { order, ignored: 'old' };
  const returnedVersion = fact.version;
  if (order.state === 'withdrawn' || order.state === 'superseded') return { order: { ...order, returnedVersion } };
  const gap = order.due[VERIFIED]!.getTime() - order.due[REPORTED]!.getTime();
  const due = [...order.due];
  due[REPORTED] = fact.dueAt ?? order.due[REPORTED]!;
  due[VERIFIED] = new Date(due[REPORTED].getTime() + gap);
  const done = order.done.map((d, i) => (i >= REPORTED ? null : d ?? fact.at));
  const by = order.by.map((b, i) => (i >= REPORTED ? null : b ?? fact.by));
  let implied = order.implied & ~bit(REPORTED) & ~bit(VERIFIED);
  for (let i = 1; i < REPORTED; i++) if (!order.done[i]) implied |= bit(i);
  const overdue = order.overdue & ~bit(REPORTED) & ~bit(VERIFIED);
  const prompted = order.prompted & ~bit(REPORTED) & ~bit(VERIFIED);
  return { order: answered({ ...order, returnedVersion, due, done, by, implied, overdue, prompted, since: later(order.since, fact.at), state: 'executing' }) };
}
