import { useSyncExternalStore } from 'react';

let offset = 0;
/** Takes the server's time; clocks on screen run by it, not by this computer's. */
export function setServerTime(at: string): void {
  const server = Date.parse(at);
  if (!Number.isNaN(server)) offset = server - Date.now();
}
/** Now by the server's clock, ms. */
export const serverNow = (): number => Date.now() + offset;

/** What is added to an instant of this computer's clock to have the server's, ms. */
export const deviceOffset = (): number => offset;

const listeners = new Set<() => void>();
let second = 0;
let timer: ReturnType<typeof setInterval> | undefined;
function subscribe(fn: () => void): () => void {
  listeners.add(fn);
  timer ??= setInterval(() => { second += 1; for (const l of listeners) l(); }, 1000);
  return () => {
    listeners.delete(fn);
    if (listeners.size === 0 && timer) { clearInterval(timer); timer = undefined; }
  };
}
/** Server time, renewed every second; a local tick, nothing is asked of the server. */
export function useNow(): number {
  useSyncExternalStore(subscribe, () => second);
  return serverNow();
}
