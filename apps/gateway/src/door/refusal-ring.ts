import type { Clock } from '@xunling/platform';
import type { Admitted } from './admitted.js';

export interface RefusedCall { caller: string; code: string; operation: string; minute: string; count: number }

/** Anonymous callers remembered at most: a flood must not fill the memory. */
const MOST = 1000;

/**
 * Refusals made at the door itself. Those of a known caller wait here to be stated (one event per caller, code and minute);
 * anonymous ones are only counted, in a bounded ring.
 */
export class RefusalRing {
  private readonly known = new Map<string, RefusedCall>();
  private readonly anonymous = new Map<string, RefusedCall>();
  constructor(private readonly clock: Clock) {}

  note(who: Pick<Admitted, 'caller' | 'address'>, operation: string, code: string): void {
    const minute = `${this.clock.now().toISOString().slice(0, 16)}:00.000Z`;
    const caller = who.caller ? who.caller.username : who.address;
    const ring = who.caller ? this.known : this.anonymous;
    const key = `${caller} ${code} ${operation} ${minute}`;
    const found = ring.get(key);
    if (found) found.count += 1; else ring.set(key, { caller, code, operation, minute, count: 1 });
    if (ring.size > MOST) ring.delete(ring.keys().next().value!);
  }

  /** Closed minutes of known callers; they are forgotten by `stated`, after the commit. */
  due(at: Date): RefusedCall[] {
    const open = `${at.toISOString().slice(0, 16)}:00.000Z`;
    return [...this.known.values()].filter((r) => r.minute < open);
  }

  stated(calls: readonly RefusedCall[]): void { for (const r of calls) this.known.delete(`${r.caller} ${r.code} ${r.operation} ${r.minute}`); }

  get anonymousCount(): number { return [...this.anonymous.values()].reduce((n, r) => n + r.count, 0); }

}
