import { impossible } from '@xunling/platform';

/** Who holds a post; neither means vacant. */
export interface Held { holderId?: string; deputyId?: string }

/** Decides who holds a post from now; undefined where that is so already. @throws Refusal input.impossible where one person is both */
export function hold(now: Held, { holderId, deputyId }: Held): Held | undefined {
  if (holderId !== undefined && holderId === deputyId) throw impossible('deputyId', 'same-person', 'nobody deputises for himself');
  if (now.holderId === holderId && now.deputyId === deputyId) return undefined;
  return { ...(holderId ? { holderId } : {}), ...(deputyId ? { deputyId } : {}) };
}
