import { Injectable } from '@nestjs/common';
import type { OrderView, ResponsibilityTrace } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { compact, iso } from '../rows.js';
import { OrderViews, type TraceRow } from './order.view.js';
import { endedAt, missed, responsibility, type Around, type Line, type TraceFact } from './responsibility.js';
import { touch } from '../touch.js';

const WARNINGS = `select subject id, type, at, data from journal where type in ('command.warning.issued.v1', 'command.warning.continued.v1', 'command.warning.upgraded.v1', 'command.warning.downgraded.v1', 'command.warning.lifted.v1', 'command.warning.expired.v1') and at <= $1 order by no`;
const shown = ({ fact, told, channel, outcome, answeredBy, saw }: Line): ResponsibilityTrace['lines'][number] => compact({
  eventId: fact.id, type: fact.type, occurredAt: iso(fact.occurred), receivedAt: iso(fact.received), actor: fact.actor, told, channel, outcome, answeredBy, saw, stage: fact.data.stage as string | undefined, reason: (fact.data.reason ?? fact.data.note) as string | undefined,
}) as ResponsibilityTrace['lines'][number];

/** One page per order: every line an event of the journal or the stream. */
@Injectable()
export class ResponsibilityViews {
  constructor(private readonly orders: OrderViews) {}

  async read(em: EntityManager, order: OrderView, now: Date): Promise<ResponsibilityTrace> {
    const facts = (await this.orders.facts(em, order.id)).map(factOf);
    const lines = responsibility(facts, await this.around(em, order.area, new Date(Math.max(...facts.map((f) => f.received.getTime()), 0))));
    const said = new Set(facts.filter((f) => f.type.startsWith('command.order.overdue.')).map((f) => f.data.stage as string));
    const arrows = order.arrows.map((a) => ({ stage: a.stage, ...(a.dueAt ? { dueAt: new Date(a.dueAt) } : {}), ...(a.doneAt ? { doneAt: new Date(a.doneAt) } : {}) }));
    return {
      order, at: iso(now), missed: missed(arrows, ['withdrawn', 'superseded'].includes(order.state) ? endedAt(facts) ?? now : undefined, said, now).map(({ dueAt, doneAt, ...m }) => ({ ...m, dueAt: iso(dueAt), ...(doneAt ? { doneAt: iso(doneAt) } : {}) })), lines: lines.map(shown),
    };
  }

  /** Levels and warnings over the order's street, as far as the trace reaches. */
  private async around(em: EntityManager, area: string, until: Date): Promise<Around> {
    const street = area.slice(0, 9);
    const levels = (await em.query('select at, level from level_change where ($1 = any(areas) or length($1) = 6) and at <= $2 order by pos', [street, until])) as { at: Date; level: string }[];
    const said = (await em.query(WARNINGS, [until.toISOString()])) as { id: string; type: string; at: string; data: string }[];
    const areas = new Map<string, string[]>();
    const warnings = said.map(({ id, type, at, data }) => {
      const d = JSON.parse(data) as { colour?: string; expiresAt?: string; areas?: string[] };
      if (d.areas) areas.set(id, d.areas);
      return { id, at: new Date(at), colour: d.colour ?? '', ended: /\.(lifted|expired)\./.test(type), expires: new Date(d.expiresAt ?? at) };
    });
    return { levels, warnings: warnings.filter((w) => (areas.get(w.id) ?? []).some((a) => touch(street, a))) };
  }
}

/** By the clock of command, on which its own facts stand too: a drill's differs from the stream's. */
const factOf = (r: TraceRow): TraceFact => ({ id: r.event_id, type: r.type, occurred: r.occurred, received: r.known, actor: r.actor, data: r.data as Record<string, unknown> });
