import { Injectable } from '@nestjs/common';
import type { ListWarningsInput, WarningDetail, WarningPage, WarningView as WarningRead } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import { isActive, type Warning } from './warning.js';

type Row = Warning & { pos: string };
const COLUMNS = `pos, id, lineage, alert_id "alertId", issuer, hazard, colour, areas, state, headline, sent, received_at "receivedAt", expires_at "expiresAt", version`;

/** The state is shown through `isActive`, so that no screen shows a message as in force between its end and the ticker. */
const shown = (w: Warning, at: Date): WarningRead => ({
  id: w.id, alertId: w.alertId, issuer: w.issuer, hazard: w.hazard, colour: w.colour, areas: w.areas, state: w.state === 'active' && !isActive(w, at) ? 'expired' : w.state,
  headline: w.headline, sent: iso(w.sent), receivedAt: iso(w.receivedAt), expiresAt: iso(w.expiresAt),
});

@Injectable()
export class WarningViews {
  async list(em: EntityManager, input: ListWarningsInput, at: Date): Promise<WarningPage> {
    const limit = limitOf(input.limit);
    const rows = (await em.query(
      `select ${COLUMNS} from warning where ($1::bigint is null or pos < $1) and ($2::boolean is null or (state = 'active' and expires_at > $3) = $2)
         and ($4::text is null or exists (select 1 from unnest(areas) a where a like $4 || '%' or $4 like a || '%')) order by pos desc limit $5`,
      [positionOf(input.cursor), input.active ?? null, at, input.area ?? null, limit + 1],
    )) as Row[];
    return page(rows, limit, (w) => shown(w, at));
  }

  async get(em: EntityManager, id: string, at: Date): Promise<WarningDetail> {
    const row = await this.find(em, id);
    if (!row) throw new Refusal('unknown.id');
    const messages = (await em.query(
      `select alert_id "alertId", kind, colour, headline, sent, received_at "receivedAt", digest from warning_message where warning_id = $1
         or (kind = 'cancel' and refs && (select array_agg(ref) from warning_message where warning_id = $1)) order by sent, seq limit 500`, [id],
    )) as { alertId: string; kind: string; colour: string | null; headline: string; sent: Date; receivedAt: Date; digest: string }[];
    return {
      ...shown(row, at), digest: messages.find((m) => m.alertId === row.alertId)!.digest,
      messages: messages.map((m) => compact({ ...m, headline: m.headline || '—', sent: iso(m.sent), receivedAt: iso(m.receivedAt) }) as never),
    };
  }

  /** When the warning was first known in this colour: a continued signal does not set the clock back. */
  async firstReceived(em: EntityManager, id: string, colour: string): Promise<Date | undefined> {
    const [row] = (await em.query(`select min(received_at) at from warning_message where warning_id = $1 and kind = 'signal' and colour = $2`, [id, colour])) as { at: Date | null }[];
    return row?.at ?? undefined;
  }

  async find(em: EntityManager, id: string): Promise<Warning | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from warning where id = $1`, [id])) as Row[];
    return row;
  }
}
