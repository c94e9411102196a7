import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lift order in whose place another came lifts nothing. What took the place of a part, or of a level's packet, is that part or packet; it was not said so before. */
export class OrderPlaces1763900031101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index orders_one_lift');
    await runner.query(`create unique index orders_one_lift on orders (lifts) where lifts is not null and state not in ('withdrawn', 'superseded')`);
    await runner.query(`with recursive place as (
        select o.id, o.parent_id, o.quantity, o.unit, o.force, o.level from orders o where o.superseded_by is not null and (o.parent_id is not null or o.force is not null or o.level is not null)
        union all select n.id, p.parent_id, coalesce(n.quantity, p.quantity), coalesce(n.unit, p.unit), p.force, p.level
          from orders n join place p on n.supersedes = p.id join order_set s on s.id = n.set_id and s.kind = 'single')
      update orders n set parent_id = coalesce(n.parent_id, p.parent_id), quantity = case when p.parent_id is null then n.quantity else p.quantity end, unit = case when p.parent_id is null then n.unit else p.unit end,
        force = coalesce(n.force, p.force), level = coalesce(n.level, p.level)
      from place p, order_set s where p.id = n.id and s.id = n.set_id and s.kind = 'single' and n.supersedes is not null`);
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
