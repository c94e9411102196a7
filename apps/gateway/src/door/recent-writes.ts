import type { Clock } from '@xunling/platform';

export interface Wrote { id: string; subject: string }

const KEEP_MS = 10_000;
const MOST_PER_SESSION = 50;

/** A session's last writes: a read through the same door names them, and the service waits until it has folded those. */
export class RecentWrites {
  private readonly bySession = new Map<string, { at: number; wrote: Wrote }[]>();
  constructor(private readonly clock: Clock) {}

  add(session: string, wrote: readonly Wrote[]): void {
    if (wrote.length === 0) return;
    const at = this.clock.now().getTime();
    const kept = [...this.fresh(session), ...wrote.slice(-MOST_PER_SESSION).map((w) => ({ at, wrote: w }))].slice(-MOST_PER_SESSION);
    this.bySession.delete(session);
    this.bySession.set(session, kept);
    this.sweep();
  }

  of(session: string | undefined): Wrote[] { return session ? this.fresh(session).map((e) => e.wrote) : []; }

  private fresh(session: string): { at: number; wrote: Wrote }[] {
    const since = this.clock.now().getTime() - KEEP_MS;
    return (this.bySession.get(session) ?? []).filter((e) => e.at >= since);
  }

  /** The map is in order of last write, so what is stale stands in front. */
  private sweep(): void {
    for (const session of this.bySession.keys()) {
      if (this.fresh(session).length > 0) return;
      this.bySession.delete(session);
    }
  }
}
