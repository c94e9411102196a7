import { Injectable, Module, type DynamicModule } from '@nestjs/common';
import type { RefusalStated as Fact, XlEvent } from '@xunling/contracts';
import { LetterDead } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MessagingModule, type MessagingOptions } from '../nest/messaging.module.js';
import { TooEarly } from '../subscribe/faults.js';
import { Subscribe, type Subscriber } from '../subscribe/subscribe.decorator.js';
import { Ticker, type Ticking } from '../ticker/ticker.decorator.js';
import type { Received, Work } from '../work.js';

/** A service for specs: every event has one effect, a row that can exist once, and one event of its own. */
export class Effects1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table effect (no bigint generated always as identity, event_id uuid primary key, subject text not null, n int not null)');
    await runner.query('create sequence tries');
    await runner.query('create table timer (id int primary key, due timestamptz not null, fired int not null default 0)');
  }
  async down(): Promise<void> { throw new Error('never'); }
}

/** What the data says happens: `poison` fails for ever, `refuse` is refused, `early` waits for its predecessor, `shaky` fails twice, meets four deadlocks, fails twice more and succeeds. */
@Injectable()
@Subscribe({ name: 'effects', subjects: ['xl.410171.*.*.command.refusal.stated.v1'], mode: 'each' })
export class EffectSubscriber implements Subscriber {
  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch as Received<Fact>[]) await this.one(event, work);
  }

  private async one(event: XlEvent<Fact>, work: Work): Promise<void> {
    const { code, count } = event.data;
    if (code === 'poison') throw new Error('this message is poison');
    if (code === 'refuse') throw new Refusal('state.conflict');
    if (code === 'early') {
      const [row] = (await work.em.query('select count(*)::int as n from effect where subject = $1', [event.subject])) as [{ n: number }];
      if (row.n < event.version - 1) throw new TooEarly(`version ${event.version} before ${row.n + 1}`);
    }
    if (code === 'shaky') await this.shaky(work);
    await work.em.query('insert into effect (event_id, subject, n) values ($1, $2, $3)', [event.id, event.subject, count]);
    work.because(event).append(LetterDead, { letterId: event.id, subscription: 'answer', eventId: event.id, type: event.type, reason: 'answer', detail: '', attempts: 1 }, { aggregate: `answer/${event.id}`, version: 1, street: event.street });
  }

  /** Which try this is: a sequence goes on through a rollback. */
  private async shaky(work: Work): Promise<void> {
    const [{ n }] = (await work.em.query("select nextval('tries')::int as n")) as [{ n: number }];
    if (n > 2 && n <= 6) await work.em.query("do $$ begin raise exception 'deadlock' using errcode = '40P01'; end $$");
    if (n <= 8) throw new Error(`try ${n} fails`);
  }
}

/** Fires each due timer once. */
@Injectable()
@Ticker({ name: 'timers', everyMs: 20 })
export class TimerTicker implements Ticking {
  async tick(work: Work): Promise<number> {
    const rows: unknown[] = await work.em.query('update timer set fired = fired + 1 where id in (select id from timer where fired = 0 and due <= $1 limit 3 for update skip locked) returning id', [work.at]);
    return (rows[0] as unknown[]).length;
  }
}

@Module({})
export class EffectsModule {
  static with(options: Partial<MessagingOptions>): DynamicModule {
    return {
      module: EffectsModule, providers: [EffectSubscriber, TimerTicker],
      imports: [MessagingModule.forService({ context: 'grid', migrations: [Effects1700000001000], board: 'none', ...options })],
    };
  }
}

