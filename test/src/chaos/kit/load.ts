import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from '../../kit/city.js';

/** One write of one person, which the context named has to answer. */
export interface Call { person: Person; context: 'command' | 'grid' | 'rescue' | 'supplies'; path: string; body?: object }
export interface Answered { call: Call; status: number; body: Record<string, unknown> }

/** Longer than any of the door's own deadlines: then the answer is taken as lost. */
const LOST_MS = 30_000;

/**
 * Clients that repeat a write with the same Idempotency-Key until it is answered, as a phone does: no answer, 5xx and 429 are
 * repeated, everything else is the answer.
 */
export class Load {
  readonly answered: Answered[] = [];
  /** Sent and not answered yet, by context. */
  readonly unanswered = new Map<string, number>();
  /** Sendings that got no answer, by context. */
  readonly repeats = new Map<string, number>();

  /** Sends all calls with so many clients at once; `onAnswer` hears how many were answered in this run. */
  async run(calls: readonly Call[], clients: number, onAnswer: (answered: number) => void = () => undefined): Promise<void> {
    const queue = [...calls];
    let done = 0;
    await Promise.all(Array.from({ length: clients }, async () => {
      for (let call = queue.shift(); call; call = queue.shift()) {
        count(this.unanswered, call.context, 1);
        this.answered.push(await this.untilAnswered(call));
        count(this.unanswered, call.context, -1);
        onAnswer(done += 1);
      }
    }));
  }

  private async untilAnswered(call: Call): Promise<Answered> {
    const headers = { 'idempotency-key': randomUUID() };
    for (;;) {
      const answer = await Promise.race([
        call.person.once(call.path, call.body ?? {}, headers).catch(() => undefined),
        pause(LOST_MS, undefined, { ref: false }),
      ]);
      if (answer && answer.status < 500 && answer.status !== 429) return { call, status: answer.status, body: answer.body };
      count(this.repeats, call.context, 1);
      await pause(100);
    }
  }
}

const count = (map: Map<string, number>, key: string, by: number): void => { map.set(key, (map.get(key) ?? 0) + by); };

/** Sum over some contexts, or over all. */
export const total = (map: ReadonlyMap<string, number>, context?: string): number => [...map].reduce((n, [key, value]) => n + (!context || key === context ? value : 0), 0);
