import { pause } from '@xunling/embedded';

type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>;

/**
 * Waits until the condition answers something truthy and returns that. A condition that throws counts as "not yet".
 * @throws Error naming the last error or value when `ms` are over
 */
export async function waitFor<T>(condition: () => T | Promise<T>, ms = 45_000, what = 'the condition'): Promise<Truthy<T>> {
  const end = performance.now() + ms;
  for (;;) {
    let last: unknown;
    try {
      const answer = await condition();
      if (answer) return answer as Truthy<T>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) throw new Error(`${what} did not come true within ${ms} ms; last: ${last instanceof Error ? last.stack : JSON.stringify(last)}`);
    await pause(15);
  }
}
