import { Injectable } from '@nestjs/common';
import { STAGES } from '@xunling/contracts';
import type { OrderStagesInput, OrderStagesView, StageShare } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { compact, iso } from '../rows.js';
import { inScopes } from './order.view.js';

const LATER = STAGES.slice(1);
/** Of every arrow, in one pass over the orders asked for. */
const COUNTS = LATER.map((s, i) => `count(done_${s})::int done_${s}, count(*) filter (where done_${s} > due_${s})::int late_${s}, count(*) filter (where overdue & ${1 << (i + 1)} <> 0)::int overdue_${s}`).join(', ');
/** Whose orders they are: by the unit as it was called when the order was issued, or by the force. */
const GROUP: Record<string, string> = { unit: 'addressee_unit', force: 'force' };
const MOST_GROUPS = 500;
type Counts = Record<string, number> & { n: number };

/** The statement, so that a test can explain it. */
export function stagesQuery(input: OrderStagesInput, scopes: readonly string[]): { sql: string; params: unknown[] } {
  const params: unknown[] = [];
  const where = [`state not in ('withdrawn', 'superseded')`];
  if (input.set) where.push(`set_id = $${params.push(input.set)}`);
  where.push(...inScopes(scopes, params));
  const group = input.by && GROUP[input.by];
  return { sql: `select ${group ? `${group} as key, ` : ''}count(*)::int n, ${COUNTS} from orders where ${where.join(' and ')}${group ? ` group by 1 order by 1 nulls last limit ${MOST_GROUPS}` : ''}`, params };
}

/** Share on time of each arrow; what is published, not what a screen counts. */
@Injectable()
export class OrderStages {
  async read(em: EntityManager, input: OrderStagesInput, scopes: readonly string[], at: Date): Promise<OrderStagesView> {
    const { by, ...all } = input;
    const [total] = await this.count<Counts>(em, all, scopes);
    const groups = by ? await this.count<Counts & { key: string | null }>(em, input, scopes) : undefined;
    return { orders: total!.n, at: iso(at), stages: shares(total!), ...(groups ? { groups: groups.map((g) => ({ ...(g.key === null ? {} : { key: g.key }), orders: g.n, stages: shares(g) })) } : {}) };
  }

  private async count<T>(em: EntityManager, input: OrderStagesInput, scopes: readonly string[]): Promise<T[]> {
    const { sql, params } = stagesQuery(input, scopes);
    return (await em.query(sql, params)) as T[];
  }
}

function shares(r: Counts): StageShare[] {
  return [{ stage: 'issued', done: r.n, onTime: r.n, late: 0, overdueNow: 0, ...(r.n > 0 ? { share: 1 } : {}) }, ...LATER.map((stage) => {
    const [done, late, overdueNow] = [r[`done_${stage}`]!, r[`late_${stage}`]!, r[`overdue_${stage}`]!];
    const of = done + overdueNow;
    return compact({ stage, done, onTime: done - late, late, overdueNow, share: of > 0 ? (done - late) / of : undefined });
  })];
}
