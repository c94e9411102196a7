/** The door follows at most so many; of each type the latest is enough. */
const MOST = 16;
/** As long as the door remembers a session's own writes. */
const KEEP_MS = 10_000;

/** The latest event of each type that a list of this page follows. */
const heard = new Map<string, { id: string; at: number }>();

/** Remembers an event that makes a list read itself again: the next reads must not be answered from before it. */
export function hear({ type, id }: { type: string; id: string }): void {
  heard.delete(type);
  heard.set(type, { id, at: Date.now() });
  if (heard.size > MOST) heard.delete(heard.keys().next().value!);
}

/** The header that names those of the last seconds, or none. */
export function heardHeader(): Record<string, string> {
  const since = Date.now() - KEEP_MS;
  for (const [type, { at }] of heard) if (at < since) heard.delete(type);
  return heard.size > 0 ? { 'heard-events': [...heard.values()].map((e) => e.id).join() } : {};
}
