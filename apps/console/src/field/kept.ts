import { useQuery } from '@tanstack/react-query';
import { Refused } from '../api/door.js';
import { serverNow } from '../live/server-clock.js';
import { keepList, keptList } from './device-store.js';

/** An answer with the instant it was true at; `old` where it came from the device because the door did not answer. */
export interface Kept<T> { value: T; at: number; old: boolean }

/** A list that is read from the door, and from the device where the door does not answer. */
export function useKept<T>(queryKey: readonly (string | undefined)[], load: () => Promise<T>, more: { enabled?: boolean; staleTime?: number } = {}) {
  return useQuery({
    queryKey, ...more, networkMode: 'always' as const, retry: false,
    queryFn: async (): Promise<Kept<T>> => {
      const name = queryKey.join('/');
      try {
        const value = await load();
        const at = serverNow();
        await keepList(name, { at, value }).catch(() => undefined);
        return { value, at, old: false };
      } catch (problem) {
        const away = problem instanceof Refused && (problem.status === 0 || problem.status >= 500);
        const kept = away ? await keptList<T>(name).catch(() => undefined) : undefined;
        if (!kept) throw problem;
        return { ...kept, old: true };
      }
    },
  });
}
