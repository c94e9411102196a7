import { Injectable } from '@nestjs/common';
import { STANDING_MEASURES } from '@xunling/contracts';
import type { ListStandDownInput, MeasureInForce, StandDownList } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { EvacuationStore } from '../evacuation/evacuation.store.js';
import { GroundStore } from '../ground/ground.store.js';
import { IncidentStore } from '../incident/incident.store.js';
import { shown as incidentShown } from '../incident/incident.view.js';
import { inScopes } from '../order/order.view.js';
import { IN_FORCE } from '../order/order.store.js';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import { StandDownStore } from './stand-down.store.js';

interface Row { pos: string; id: string; measure: string; scope: string | null; area: string; site_id: string | null; addressee_kind: string; addressee_id: string; addressee_name: string; text_zh: string; text_en: string; state: string; issued_at: Date; lift_id: string | null; lift_state: string | null; broken: boolean | null }
const shown = (r: Row): MeasureInForce => compact({
  orderId: r.id, measure: r.measure, scope: r.scope, area: r.area, siteId: r.site_id, addressee: { kind: r.addressee_kind, id: r.addressee_id, name: r.addressee_name }, textZh: r.text_zh, textEn: r.text_en, state: r.state,
  issuedAt: iso(r.issued_at), broken: r.broken ? true : undefined, lift: r.lift_id ? { orderId: r.lift_id, state: r.lift_state } : undefined,
}) as MeasureInForce;

/** The statement behind the measures, so that a test can explain it: the oldest first, as they were ordered. */
export function standDownQuery({ cursor, limit, incident }: ListStandDownInput, scopes: readonly string[]): { sql: string; params: unknown[] } {
  const params: unknown[] = [positionOf(cursor) ?? 0, STANDING_MEASURES, limitOf(limit) + 1];
  // what concerns the whole zone (teams, depots) concerns each street of it
  const narrowed = inScopes(scopes, params).map((condition) => `(o.street = '000' or ${condition.replace(/\b(street|area)\b(?= (=|like))/g, 'o.$1')})`);
  const own = incident ? [`o.incident_id = $${params.push(incident)}`] : [];
  return {
    sql: `select o.*, l.id as lift_id, l.state as lift_state, (select h.broken > h.verified from ground_hold h where h.measure_id = o.id) as broken from (select * from orders o where ${[IN_FORCE, 'o.pos > $1', 'o.measure = any($2)', ...narrowed, ...own].join(' and ')} order by o.pos limit $3) o
      left join orders l on l.lifts = o.id and l.state not in ('withdrawn', 'superseded') order by o.pos`,
    params,
  };
}

@Injectable()
export class StandDownViews {
  constructor(private readonly measures: StandDownStore, private readonly incidents: IncidentStore, private readonly ground: GroundStore, private readonly evacuations: EvacuationStore) {}

  /** `streets` narrows the counts; the zone is all of them. */
  async list(em: EntityManager, input: ListStandDownInput, scopes: readonly string[], zone: string, at: Date): Promise<StandDownList> {
    const streets = scopes.some((s) => s.length === 6) ? null : [...new Set(scopes.map((s) => s.slice(0, 9)))];
    const { sql, params } = standDownQuery(input, scopes);
    const named = input.incident ? await this.incidents.find(em, input.incident) : undefined;
    if (input.incident && !named) throw new Refusal('unknown.id');
    // one that runs alone is the one meant
    const open = named ? [] : await this.incidents.open(em, zone);
    const incident = named ?? (open.length === 1 ? open[0] : undefined);
    const [counts, levels, warnings, rows] = [
      await this.measures.count(em, { streets, ...(named ? { incident: named } : {}) }, at),
      (await em.query("select area, level from level where level <> 'none' and ($1::text[] is null or area = any($1)) and ($2::uuid is null or incident_id = $2) order by area", [streets, named?.id ?? null])) as StandDownList['levels'],
      (await em.query("select id, colour, hazard, issuer, expires_at from warning where state = 'active' and expires_at > $1 order by pos desc limit 200", [at])) as { id: string; colour: string; hazard: string; issuer: string; expires_at: Date }[],
      (await em.query(sql, params)) as Row[],
    ];
    // they are not paged: the first page names them
    const [ground, evacuations, commitments, tasks] = input.cursor ? [[], [], [], []] : [await this.ground.inForce(em, streets), await this.evacuations.inForce(em, { streets, areas: named?.areas ?? null }), await this.measures.commitments(em, { streets, ...(named ? { incident: named } : {}) }), await this.measures.tasks(em, { streets, ...(named ? { incident: named } : {}) })];
    return {
      ground: ground.map(({ id, ...g }) => ({ measureId: id, ...g })), evacuations, commitments, tasks, ...(incident ? { incident: incidentShown(incident) } : {}), counts, levels, warnings: warnings.map(({ expires_at, ...w }) => ({ ...w, expiresAt: iso(expires_at) })), ...page(rows, limitOf(input.limit), shown),
    };
  }
}
