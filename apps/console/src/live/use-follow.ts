import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { hear } from '../api/heard.js';
import { gathering } from './gather.js';
import { usePictureSource } from './use-picture.js';

/** Reads a list again when an event says that something in it changed, or when events may have been missed; never by the clock. */
export function useFollow(types: RegExp, ...queryKey: readonly unknown[]): void {
  const source = usePictureSource();
  const client = useQueryClient();
  const key = JSON.stringify(queryKey);
  // an expression written where it is used is another one each time: what it says counts
  const said = types.source;
  useEffect(() => {
    const wanted = new RegExp(said);
    const queryKey = JSON.parse(key) as unknown[];
    const { soon, end } = gathering(client);
    // kept from a page before: what happened since nobody here was told
    if (client.getQueryCache().findAll({ queryKey, fetchStatus: 'idle' }).some((q) => q.state.dataUpdatedAt > 0)) soon(queryKey);
    const ends = [source.watch((event) => { if (wanted.test(event.type)) { hear(event); soon(queryKey); } }), source.onSnapshot(() => soon(queryKey)), end];
    return () => { for (const stop of ends) stop(); };
  }, [source, client, key, said]);
}
