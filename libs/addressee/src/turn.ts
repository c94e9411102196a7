import { impossible, Refusal } from '@xunling/platform';
import { realInstant } from './instant.js';
import { nextDue, type HandBack, type Item, type Turn } from './item.js';
import { made, type Said } from './said.js';

/** As long as a packet's first acknowledgement has. */
const ACKNOWLEDGE_MINUTES = 5;

export type TurnEvent =
  | { kind: 'passed'; to: string; dueAt: string }
  | { kind: 'handed-back'; reason: string }
  | { kind: 'given-again'; to: string; reason: string; dueAt: string; reportBy?: string };
type Turned = { event: TurnEvent; change: Partial<Item> };

/** 交副岗: the deputy holds it from now and acknowledges anew; passing on is no extension of the later deadlines. */
export function pass(said: Said): Turned {
  const { item, by, input } = said;
  if (!item.deputyId) throw new Refusal('pass.no-deputy');
  const dueAt = acknowledgeBy(said);
  return { event: { kind: 'passed', to: item.deputyId, dueAt }, change: { ...turned(said, by, item.deputyId, input.note), deputyId: undefined, due: { ...item.due, acknowledged: dueAt } } };
}

/** 交回: "cannot", with the reason; the superior's question from now, and nothing about its deadlines changes. */
export function handBack(said: Said): Turned {
  const { input: { reason }, item } = said;
  if (!reason) throw impossible('reason', 'required', 'say why it cannot be done');
  return { event: { kind: 'handed-back', reason }, change: { state: 'handed-back', handedBack: { ...made(said, item.due.executing), reason } } };
}

/** The superior's answer: to the same person after all, to the deputy, or to the superior in person. */
export function giveAgain(said: Said): Turned {
  const { item, input, by, when } = said;
  if (!input.reason) throw impossible('reason', 'required', 'say why it is given again');
  if (input.to === 'deputy' && !item.deputyId) throw new Refusal('pass.no-deputy');
  const to = input.to === 'self' ? by : input.to === 'deputy' ? item.deputyId! : item.holderId;
  const reportBy = input.dueAt === undefined ? undefined : realInstant('dueAt', input.dueAt);
  if (reportBy && Date.parse(reportBy) <= Date.parse(when.receivedAt)) throw impossible('dueAt', 'past', 'the new deadline lies in the past');
  const dueAt = acknowledgeBy(said);
  const due = { ...(reportBy ? nextDue(item.due, reportBy) : item.due), acknowledged: dueAt };
  return {
    event: { kind: 'given-again', to, reason: input.reason, dueAt, ...(reportBy ? { reportBy } : {}) },
    change: { ...turned(said, item.holderId, to, input.reason, item.handedBack), ...(to === item.deputyId ? { deputyId: undefined } : {}), handedBack: undefined, due },
  };
}

/** The turn is closed as it was; whoever holds it now begins with the acknowledgement. */
function turned({ item, by, when }: Said, from: string, to: string, reason?: string, handedBack?: HandBack): Partial<Item> {
  const turn: Turn = {
    from, to, by, at: when.at, receivedAt: when.receivedAt, ...(reason ? { reason } : {}), ...(item.acknowledged ? { acknowledged: item.acknowledged } : {}),
    ...(item.executing ? { executing: item.executing } : {}), ...(handedBack ? { handedBack } : {}),
  };
  return { state: 'open', holderId: to, acknowledged: undefined, executing: undefined, turns: [...(item.turns ?? []), turn] };
}

const acknowledgeBy = ({ item, when }: Said): string => {
  const least = Date.parse(when.receivedAt) + ACKNOWLEDGE_MINUTES * 60_000;
  return new Date(Math.max(Date.parse(item.due.acknowledged), least)).toISOString();
};
