import { Inject, Injectable } from '@nestjs/common';
import { LEVELS, STANDING_MEASURES, type Level } from '@xunling/contracts';
import type { IncidentBoard, IncidentLine, IncidentView } from '@xunling/contracts/classes';
import { ORIGIN, type Origin } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { IN_FORCE } from '../order/order.store.js';
import { compact, iso } from '../rows.js';
import { IncidentStore, type IncidentRow } from './incident.store.js';

export const shown = (r: IncidentRow): IncidentView => compact({ id: r.id, zone: r.zone, areas: r.areas, name: r.name, state: r.state, openedAt: iso(r.openedAt), closedAt: r.closedAt ? iso(r.closedAt) : undefined }) as IncidentView;

const ORDERS = `select incident_id id, count(*) filter (where state not in ('verified', 'withdrawn', 'superseded'))::int "ordersOpen", count(*) filter (where overdue <> 0)::int "ordersOverdue",
  count(*) filter (where ${IN_FORCE} and o.measure = any($2))::int measures from orders o where incident_id = any($1) group by 1`;
const AT_LEVEL = "select incident_id id, level, count(*)::int n from level where level <> 'none' and incident_id = any($1) group by 1, 2";

/** All open incidents side by side: three statements, however many there are. */
@Injectable()
export class IncidentBoards {
  constructor(private readonly incidents: IncidentStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async read(em: EntityManager): Promise<IncidentBoard> {
    const open = await this.incidents.open(em, this.origin.zone);
    const ids = open.map((i) => i.id);
    const orders = (await em.query(ORDERS, [ids, STANDING_MEASURES])) as ({ id: string } & Pick<IncidentLine, 'ordersOpen' | 'ordersOverdue' | 'measures'>)[];
    const levels = (await em.query(AT_LEVEL, [ids])) as { id: string; level: Level; n: number }[];
    return { items: open.map((incident) => {
      const own = levels.filter((l) => l.id === incident.id);
      const { ordersOpen = 0, ordersOverdue = 0, measures = 0 } = orders.find((o) => o.id === incident.id) ?? {};
      const level = [...own].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))[0]?.level;
      return compact({ ...shown(incident), level, streetsAtLevel: own.reduce((n, l) => n + l.n, 0), ordersOpen, ordersOverdue, measures }) as IncidentLine;
    }) };
  }
}
