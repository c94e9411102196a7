import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { hear } from '../api/heard.js';
import { usePictureSource } from './use-picture.js';

/** A flood of events is one reading. */
const GATHER_MS = 300;

/** Reads a list again when an event says that something in it changed, or when events may have been missed; never by the clock. */
export function useFollow(types: RegExp, ...queryKey: readonly unknown[]): void {
  const source = usePictureSource();
  const client = useQueryClient();
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const queryKey = JSON.parse(key) as unknown[];
    const look = (): void => {
      // a reading under way is let end: in a flood of events each new one would else cut off the last, and nothing would ever be shown
      if (client.isFetching({ queryKey }) > 0) { timer = setTimeout(look, GATHER_MS); return; }
      timer = undefined;
      void client.invalidateQueries({ queryKey });
    };
    const soon = (): void => { timer ??= setTimeout(look, GATHER_MS); };
    // kept from a page before: what happened since nobody here was told
    if (client.getQueryCache().findAll({ queryKey, fetchStatus: 'idle' }).some((q) => q.state.dataUpdatedAt > 0)) soon();
    const ends = [source.watch((event) => { if (types.test(event.type)) { hear(event); soon(); } }), source.onSnapshot(soon)];
    return () => { for (const end of ends) end(); clearTimeout(timer); };
  }, [source, client, key, types]);
}
