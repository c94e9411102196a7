import { Injectable } from '@nestjs/common';
import { STAGES } from '@xunling/contracts';
import { OrderRolledUp } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { rolled } from './order.js';
import { OrderStore, type TrackedOrder } from './order.store.js';
import { rollUp } from './roll-up.js';

const ROLLED = ['executing', 'reported', 'verified'] as const;

/** Carries what moved up to the orders it is a part of, street after community after grid. */
@Injectable()
export class RollUpParents {
  constructor(private readonly orders: OrderStore) {}

  async execute(changed: readonly TrackedOrder[], work: Work): Promise<void> {
    for (let moved = changed; ;) {
      const ids = [...new Set(moved.flatMap((o) => (o.parentId ? [o.parentId] : [])))].sort();
      if (ids.length === 0) return;
      const parents = await this.orders.lock(work.em, ids);
      const parts = await this.orders.partsOf(work.em, ids);
      const next: TrackedOrder[] = [];
      for (const parent of parents) {
        const up = rollUp(parts.get(parent.id) ?? [], parent);
        if (!up || STAGES.every((_, i) => i < STAGES.indexOf('executing') || parent.done[i]?.getTime() === up.done[i]?.getTime())) continue;
        const after: TrackedOrder = { ...parent, ...rolled(parent, up), version: parent.version + 1 };
        next.push(after);
        work.append(OrderRolledUp, {
          orderId: parent.id, area: parent.area, ...Object.fromEntries(ROLLED.flatMap((stage) => { const at = after.done[STAGES.indexOf(stage)]; return at ? [[stage, at.toISOString()]] : []; })),
        }, { aggregate: `order/${parent.id}`, version: after.version, street: parent.street, incidentId: parent.incidentId });
      }
      await this.orders.save(work.em, next);
      moved = next;
    }
  }
}
