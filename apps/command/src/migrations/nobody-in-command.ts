import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is demanded while nobody holds command stands without an owner until somebody is there. */
export class NobodyInCommand1763900031103 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table decision alter owner_id drop not null');
    await runner.query('alter table attention alter owner_id drop not null');
    await runner.query("create index decision_unowned on decision (pos) where owner_id is null and state = 'open'");
  }
  async down(): Promise<void> { throw new Error('what nobody owned cannot be given an owner'); }
}
