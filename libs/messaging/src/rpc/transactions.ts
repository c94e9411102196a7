import type { Caller } from '@xunling/contracts';
import { newId, type Clock } from '@xunling/platform';
import type { DataSource, EntityManager } from 'typeorm';
import { WorkUnit, type Origin } from '../journal/work-unit.js';
import type { Work } from '../work.js';

export interface Cause { actor?: string; caller?: Caller | null; correlationId?: string }

/** Runs work outside of rpc, subscriptions and tickers: seeds, set-up, tools. One transaction with its events. */
export class Transactions {
  constructor(private readonly dataSource: DataSource, private readonly clock: Clock, private readonly origin: Origin, private readonly kick: () => void) {}

  /** Begins, runs, writes the appended events, commits, wakes the relay. `after` runs inside the transaction, behind the events. */
  async run<T>(cause: Cause, body: (work: Work) => Promise<T>, after?: (result: T, wrote: { id: string; subject: string }[], em: EntityManager) => Promise<void>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.connect();
      await runner.startTransaction();
      const unit = new WorkUnit(runner.manager, this.clock.now(), this.origin, {
        actor: cause.actor ?? `system:${this.origin.context}`, caller: cause.caller ?? null, correlationId: cause.correlationId ?? newId(),
      });
      const result = await body(unit);
      const wrote = await unit.flush();
      await after?.(result, wrote, runner.manager);
      await runner.commitTransaction();
      if (unit.appended > 0) this.kick();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** Work without a transaction, for reads. */
  reading(cause: Cause): Work {
    return new WorkUnit(this.dataSource.manager, this.clock.now(), this.origin, { actor: cause.actor ?? 'system', caller: cause.caller ?? null, correlationId: cause.correlationId ?? '' });
  }
}
