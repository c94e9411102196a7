import { STAGES } from '@xunling/contracts';
import type { EarlyFact, OrderFact } from './picture.js';

const ACKNOWLEDGED = STAGES.indexOf('acknowledged');
const REPORTED = STAGES.indexOf('reported');
const VERIFIED = STAGES.indexOf('verified');

/** 交副岗, 交回, 再下达, by the same rule as command's: a new person begins with the acknowledgement; what is handed back waits, and no clock stops. */
export function turned(order: OrderFact, fact: EarlyFact, settled: (order: OrderFact) => OrderFact): OrderFact | undefined {
  if (fact.version <= Math.max(order.tv ?? 0, order.rv, order.bv)) return undefined;
  const tv = fact.version;
  if (fact.stage === 'handed-back') return { ...order, tv, handedBack: fact.note ?? '' };
  const { handedBack: _answered, ...rest } = order;
  const held: OrderFact = { ...rest, tv, passed: fact.at };
  if (order.state === 'withdrawn' || order.state === 'superseded' || order.state === 'verified') return held;
  const due = [...order.due];
  if (fact.dueAt !== undefined) due[ACKNOWLEDGED] = fact.dueAt - order.at;
  if (fact.reportBy !== undefined) {
    const gap = Math.max(0, due[VERIFIED]! - due[REPORTED]!);
    due[REPORTED] = fact.reportBy - order.at;
    due[VERIFIED] = due[REPORTED] + gap;
  }
  if ((order.gv ?? 0) > fact.version) return settled({ ...held, due });
  const done = order.done.map((d, i) => (i >= ACKNOWLEDGED ? null : d ?? fact.at - order.at));
  const implied = (order.implied & ~(1 << ACKNOWLEDGED) & ~(1 << (ACKNOWLEDGED + 1))) | (order.done[1] === null ? 2 : 0);
  const overdue = order.overdue & ~(1 << ACKNOWLEDGED) & (fact.reportBy === undefined ? ~0 : ~(1 << REPORTED));
  return settled({ ...held, due, done, implied, overdue, state: 'delivered' });
}
