import { COLOURS } from '@xunling/contracts';
import type { WarningDetail } from '@xunling/contracts/classes';

export type LifeVerb = 'issued' | 'continued' | 'upgraded' | 'downgraded' | 'lifted' | 'withdrawn' | 'expired';
/** One step of a warning's life. Its end by expiry is no message: it has no receipt and no alert. */
export interface LifeStep { verb: LifeVerb; at: string; receivedAt?: string; colour?: string; headline?: string; alertId?: string }

const rank = (colour: string | undefined): number => COLOURS.indexOf(colour as (typeof COLOURS)[number]);

/** What each message did, as its issuer sent them: 发布, then 继续发布, 升级 or 降级 by its colour, 解除 or 撤销, or that it ran out. A message that ended nothing (another colour's 解除) is told as it came. */
export function lifeOf({ messages, state, expiresAt }: Pick<WarningDetail, 'messages' | 'state' | 'expiresAt'>): LifeStep[] {
  let before: string | undefined;
  const steps = messages.map(({ kind, sent, receivedAt, colour, headline, alertId }): LifeStep => {
    const step = { at: sent, receivedAt, headline, alertId, ...(colour ? { colour } : {}) };
    if (kind === 'cancel') return { ...step, verb: state === 'withdrawn' ? 'withdrawn' : 'lifted' };
    const moved = rank(colour) - rank(before);
    const verb = before === undefined ? 'issued' : moved === 0 ? 'continued' : moved > 0 ? 'upgraded' : 'downgraded';
    before = colour;
    return { ...step, verb };
  });
  return state === 'expired' ? [...steps, { verb: 'expired', at: expiresAt }] : steps;
}

/** By who issued them, in the order in which each is met first. */
export function byIssuer<T extends { issuer: string }>(items: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.issuer, [...(groups.get(item.issuer) ?? []), item]);
  return [...groups];
}
