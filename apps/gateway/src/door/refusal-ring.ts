import type { Clock } from '@xunling/platform';
import type { Admitted } from './admitted.js';

export interface RefusedCall { caller: string; code: string; operation: string; minute: string; count: number }

/** One caller, code, operation and minute: what is stated as one event. */
export const refusalKey = ({ caller, code, operation, minute }: Omit<RefusedCall, 'count'>): string => `${caller} ${code} ${operation} ${minute}`;

/** Anonymous callers remembered at most: a flood must not fill the memory. Known callers are as many as there are accounts, and none of theirs is dropped. */
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
    const key = refusalKey({ caller, code, operation, minute });
    const found = ring.get(key);
    if (found) found.count += 1; else ring.set(key, { caller, code, operation, minute, count: 1 });
    if (this.anonymous.size > MOST) this.anonymous.delete(this.anonymous.keys().next().value!);
  }

  /** Closed minutes of known callers, until `stated` says that the table has them. */
  due(at: Date): RefusedCall[] {
    const open = `${at.toISOString().slice(0, 16)}:00.000Z`;
    return [...this.known.values()].filter((r) => r.minute < open);
  }

  stated(calls: readonly RefusedCall[]): void { for (const r of calls) this.known.delete(refusalKey(r)); }

  get anonymousCount(): number { return [...this.anonymous.values()].reduce((n, r) => n + r.count, 0); }

}
