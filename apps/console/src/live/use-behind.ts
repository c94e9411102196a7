import { notifyManager, useQueryClient, type Query } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { behindSince } from '../view/behind.js';
import { deviceOffset } from './server-clock.js';
import { useLive } from './use-picture.js';

const failed = (query: Query): boolean => query.state.status === 'error';

/**
 * Since when (ms, server) a list of this page is behind, because reading it again failed; undefined where none is. Such lists
 * are read again when the link comes back, and by `again`: the event that asked for it does not come a second time.
 */
export function useBehind(): { since: number | undefined; again: () => void } {
  const client = useQueryClient();
  const { phase } = useLive();
  const [subscribe, snapshot, again] = useMemo(() => {
    const cache = client.getQueryCache();
    return [
      (fn: () => void) => cache.subscribe(notifyManager.batchCalls(fn)),
      () => behindSince(cache.getAll().map((query) => ({ shown: query.isActive(), failed: failed(query), readAt: query.state.dataUpdatedAt }))),
      () => void client.refetchQueries({ type: 'active', predicate: failed }),
    ] as const;
  }, [client]);
  useEffect(() => { if (phase === 'live') again(); }, [phase, again]);
  const since = useSyncExternalStore(subscribe, snapshot);
  return { since: since === undefined ? undefined : since + deviceOffset(), again };
}
