import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders stand as high as the seat their issuer held when they were issued; a role without a seat gives an officer's rank. */
export class SeatRanks1763900030001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`update orders o set issuer_rank = case when ${HELD('commander')} then 4 when ${HELD('deputy')} then 3 else 2 end where issuer_rank >= 2 and (issuer_rank = 3 or ${HELD('commander')} or ${HELD('deputy')})`);
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
const HELD = (seat: string): string => `exists (select from seat_term t where t.seat = '${seat}' and t.user_id = o.issued_by and t.since <= o.issued_at and (t.until is null or t.until > o.issued_at))`;
