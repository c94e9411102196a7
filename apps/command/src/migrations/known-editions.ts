import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often the copy of the district was changed: what an instance keeps of it is good for one edition. */
export class KnownEditions1763900025005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table known_as_of add edition bigint not null default 1'); }
  async down(runner: QueryRunner): Promise<void> { await runner.query('alter table known_as_of drop edition'); }
}
