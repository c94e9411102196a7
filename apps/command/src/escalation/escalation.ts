import type { Stage } from '@xunling/contracts';

/** One step of silence with the person it reached. */
export interface Climb { orderId: string; area: string; street: string; stage: Stage; step: number; to: string; userId: string; by?: string; reason?: string }
/** A climb as it is kept: its id. */
export interface KeptClimb extends Climb { id: string }
/** `about` are the ids of the escalations the message is about. */
export interface Told { userId: string; orders: number; about: readonly string[]; textZh: string; textEn: string }

/** A message that nobody took after this long is late enough to be said failed (OURS). */
export const GIVE_UP_MS = 30 * 60_000;
/** As many places as a message names. */
const NAMED = 3;

/** One message for each person, however many orders went silent at once: a hundred unanswered orders are one call. */
export function messagesFor(climbs: readonly KeptClimb[], nameOf: (area: string) => { zh: string; en: string }): Told[] {
  const people = new Map<string, KeptClimb[]>();
  for (const c of climbs) people.set(c.userId, [...(people.get(c.userId) ?? []), c]);
  return [...people].map(([userId, own]) => {
    const areas = [...new Set(own.map((c) => c.area))].slice(0, NAMED).map(nameOf);
    return {
      userId, orders: own.length, about: own.map((c) => c.id),
      textZh: `${own.length} 条指令逾期无人应答，已升级到您：${areas.map((a) => a.zh).join('、')}。请登录汛令处理。`,
      textEn: `${own.length} orders went unanswered past their time and were escalated to you: ${areas.map((a) => a.en).join(', ')}. Sign in to Xunling.`,
    };
  });
}
