import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { LivePicture, type Live } from './live-picture.js';

const Context = createContext<LivePicture | undefined>(undefined);

/** The live picture of one area for everything inside. */
export function PictureProvider({ area, children }: { area: string; children: ReactNode }) {
  const source = useMemo(() => new LivePicture(area), [area]);
  useEffect(() => { source.start(); return () => source.end(); }, [source]);
  return <Context value={source}>{children}</Context>;
}
export function usePictureSource(): LivePicture {
  const source = useContext(Context);
  if (!source) throw new Error('usePictureSource outside PictureProvider');
  return source;
}
export function useLive(): Live {
  const source = usePictureSource();
  return useSyncExternalStore(source.subscribe, source.snapshot);
}
