import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people measured stands beside what the gauges say, so that either can be taken back; a site whose gauge nobody hears is unknown, and stands before the closed ones. */
export class SiteUnheard1764200000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table site add patrol_cm int, add patrol_at timestamptz, alter board set default 6;
      update site set patrol_cm = depth_cm, patrol_at = depth_at where depth_source = 'patrol';
      update site set board = board + 1 where board >= 3;
      update site set shown = 'unknown', board = case when board = 2 then 2 else 3 end
      where shown = 'open' and exists (select from gauge g where g.site_id = site.id and g.parameter = 'depth' and g.valid_to is null) and coalesce((select k.state from site_water k where k.site_id = site.id), 'unknown') = 'unknown'`);
  }
  async down(): Promise<void> { throw new Error('what was measured is kept'); }
}
