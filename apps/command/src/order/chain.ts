import type { InCommand } from '../decision/signer.js';
import type { District } from '../known/district.js';
import type { Target } from './silence.js';

/** Fewer steps would leave silence with people who sit beside each other. */
const AT_LEAST = 3;

/** Who is told when an order meets silence: superior posts, the officer on duty, the commander; at least three different persons where there are. */
export function escalationChain(order: { addresseeKind: string; addresseeId: string; area: string; holderId: string }, district: District, command: InCommand): Target[] {
  const targets: Target[] = [];
  const seen = new Set([order.holderId]);
  const add = (to: string, userId: string | undefined): void => {
    if (!userId || seen.has(userId)) return;
    seen.add(userId);
    targets.push({ to, userId });
  };
  const post = order.addresseeKind === 'post' ? district.post(order.addresseeId) : undefined;
  const above = post ? district.superiors(post) : [district.head(order.area.slice(0, 9))].flatMap((p) => (p ? [p] : []));
  for (const p of above) add(p.name, p.holderId ?? p.deputyId);
  const [duty, ...alternates] = command.roster;
  add('duty-officer', duty);
  if (targets.length < AT_LEAST - 1) for (const who of alternates.slice(0, AT_LEAST - 1 - targets.length)) add('duty-officer', who);
  add('commander', command.commander);
  return targets;
}
