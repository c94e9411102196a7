import { Injectable } from '@nestjs/common';
import { STAGES } from '@xunling/contracts';
import type { OrderStagesInput, OrderStagesView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { compact, iso } from '../rows.js';
import { inScopes } from './order.view.js';

const LATER = STAGES.slice(1);
/** Of every arrow, in one pass over the orders asked for. */
const COUNTS = LATER.map((s, i) => `count(done_${s})::int done_${s}, count(*) filter (where done_${s} > due_${s})::int late_${s}, count(*) filter (where overdue & ${1 << (i + 1)} <> 0)::int overdue_${s}`).join(', ');

/** The statement, so that a test can explain it. */
export function stagesQuery(input: OrderStagesInput, scopes: readonly string[]): { sql: string; params: unknown[] } {
  const params: unknown[] = [];
  const where = [`state not in ('withdrawn', 'superseded')`];
  if (input.set) where.push(`set_id = $${params.push(input.set)}`);
  where.push(...inScopes(scopes, params));
  return { sql: `select count(*)::int n, ${COUNTS} from orders where ${where.join(' and ')}`, params };
}

/** Share on time of each arrow; what is published, not what a screen counts. */
@Injectable()
export class OrderStages {
  async read(em: EntityManager, input: OrderStagesInput, scopes: readonly string[], at: Date): Promise<OrderStagesView> {
    const { sql, params } = stagesQuery(input, scopes);
    const [row] = (await em.query(sql, params)) as Record<string, number>[];
    const r = row!;
    return { orders: r.n!, at: iso(at), stages: [{ stage: 'issued', done: r.n!, onTime: r.n!, late: 0, overdueNow: 0, ...(r.n! > 0 ? { share: 1 } : {}) }, ...LATER.map((stage) => {
      const [done, late, overdueNow] = [r[`done_${stage}`]!, r[`late_${stage}`]!, r[`overdue_${stage}`]!];
      const of = done + overdueNow;
      return compact({ stage, done, onTime: done - late, late, overdueNow, share: of > 0 ? (done - late) / of : undefined });
    })] };
  }
}
