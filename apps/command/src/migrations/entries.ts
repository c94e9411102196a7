import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The journal of an incident is read in its order; what is said of single orders, by far the most of it, is read by order. */
export class Entries1763900000206 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index journal_incident on journal ((head::jsonb->>'incidentid'), no)
      where type not in ('command.order.issued.v1', 'command.order.overdue.v1', 'command.order.escalated.v1', 'command.order.reminded.v1', 'command.order.rolled-up.v1')`);
    await runner.query('create index order_set_incident on order_set (incident_id, issued_at)');
  }
  async down(): Promise<void> { throw new Error('the journal is kept for ever'); }
}
