import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 停工, 停课, 停业, 停运 are four measures: of each the ground begins one at a time on a site. */
export class SuspendScopes1763990000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table measure add scope text;
      drop index measure_once_on_ground;
      create unique index measure_once_on_ground on measure (site_id, measure, coalesce(scope, '')) where origin = 'ground' and state not in ('lifted', 'ended');`);
  }
  async down(): Promise<void> { throw new Error('measures are lifted, never deleted'); }
}
