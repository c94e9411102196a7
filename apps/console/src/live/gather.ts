import type { QueryClient } from '@tanstack/react-query';

/** A flood of events is one reading. */
const GATHER_MS = 300;

/** Reads lists again that events say have changed. A reading under way is let end: in a flood each new event would else cut off the last one, and nothing would ever be shown. */
export function gathering(client: QueryClient): { soon: (queryKey: readonly unknown[]) => void; end: () => void } {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const look = (name: string, queryKey: readonly unknown[]): void => {
    if (client.isFetching({ queryKey }) > 0) { timers.set(name, setTimeout(() => look(name, queryKey), GATHER_MS)); return; }
    timers.delete(name);
    void client.invalidateQueries({ queryKey });
  };
  return {
    soon: (queryKey) => { const name = JSON.stringify(queryKey); if (!timers.has(name)) timers.set(name, setTimeout(() => look(name, queryKey), GATHER_MS)); },
    end: () => { for (const timer of timers.values()) clearTimeout(timer); timers.clear(); },
  };
}
