import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a message to an officer is about, so that one that was answered meanwhile is not sent; and the round of an escalation: after a return or another
 * person's turn the same arrow may be silent anew.
 */
export class MessageCauses1763900031101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table escalation_message add pos bigint generated always as identity unique, add kind text not null default 'escalation' check (kind in ('escalation', 'decision', 'proposal', 'offer')), add about uuid[] not null default '{}'`);
    await runner.query('alter table escalation add round int not null default 0');
    await runner.query('update escalation e set round = greatest(o.returned_version, o.turn_version) from orders o where o.id = e.order_id');
    await runner.query('alter table escalation drop constraint escalation_order_id_user_id_stage_key, add unique (order_id, user_id, stage, round)');
  }
  async down(): Promise<void> { throw new Error('who was told is kept'); }
}
