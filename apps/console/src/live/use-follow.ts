import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { usePictureSource } from './use-picture.js';

/** A flood of events is one reading. */
const GATHER_MS = 300;

/** Reads a list again when an event says that something in it changed; never by the clock. */
export function useFollow(types: RegExp, ...queryKey: readonly unknown[]): void {
  const source = usePictureSource();
  const client = useQueryClient();
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = source.watch((event) => {
      if (timer || !types.test(event.type)) return;
      timer = setTimeout(() => { timer = undefined; void client.invalidateQueries({ queryKey: JSON.parse(key) as unknown[] }); }, GATHER_MS);
    });
    return () => { end(); clearTimeout(timer); };
  }, [source, client, key, types]);
}
