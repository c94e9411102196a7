import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The escalations a message told of, by which it is on the trace of each of their orders; and orders that ended after they were overdue, which the journal alone knows. */
export class TraceMessages1763900031503 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table escalation_message add column if not exists about uuid[] not null default '{}'`);
    await runner.query('create index escalation_message_about on escalation_message using gin (about)');
    await runner.query(`update orders set missed = true where not missed and id in (select substr(subject, 7)::uuid from journal where type = 'command.order.overdue.v1')`);
  }
  async down(): Promise<void> { throw new Error('who was told is kept'); }
}
