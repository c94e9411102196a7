import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Message, Warning } from './warning.js';

const MESSAGE = `alert_id "alertId", kind, hazard, issuer, key, ref, refs, sent, seq, received_at "receivedAt", colour, areas, headline, expires_at "expiresAt", warning_id "warningId"`;
const WARNING = `id, lineage, alert_id "alertId", issuer, hazard, colour, areas, state, headline, sent, received_at "receivedAt", expires_at "expiresAt", version`;
/** What lies further back is history: a lineage may run for years, one life never. */
const REACH_MS = 30 * 24 * 3_600_000;
const message = (row: Message): Message => ({ ...row, seq: Number(row.seq) });

/** Messages as they came and the warnings they make. Lineages are few and short; each arrival folds its own again. */
@Injectable()
export class WarningStore {
  /** Keeps a message; false where this alert and hazard is kept already. */
  async keep(em: EntityManager, m: Message, digest: string, lineage: string | null): Promise<boolean> {
    const rows = (await em.query(
      `insert into warning_message (alert_id, hazard, kind, lineage, digest, issuer, key, ref, refs, sent, seq, received_at, colour, areas, headline, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing returning alert_id`,
      [m.alertId, m.hazard, m.kind, lineage, digest, m.issuer, m.key, m.ref, m.refs, m.sent, m.seq, m.receivedAt, m.colour ?? null, m.areas, m.headline, m.expiresAt],
    )) as unknown[];
    return rows.length > 0;
  }

  /** Lineages a message belongs to: by what it refers to, by what refers to it, or by its key. */
  async lineagesOf(em: EntityManager, m: Message): Promise<string[]> {
    const rows = (await em.query(
      `select distinct lineage from warning_message where kind = 'signal' and ($4 = '' or hazard = $4) and (ref = any($1) or $2 = any(refs) or key = $3) order by lineage`,
      [m.refs, m.ref, m.key, m.hazard],
    )) as { lineage: string }[];
    return rows.map((r) => r.lineage);
  }

  /** Two lineages proved to be one. */
  async merge(em: EntityManager, lineages: readonly string[], into: string): Promise<void> {
    await em.query('update warning_message set lineage = $2 where lineage = any($1)', [lineages, into]);
    await em.query('update warning set lineage = $2 where lineage = any($1)', [lineages, into]);
  }

  /** The signals of a lineage around a message and every Cancel that names one of them or its key; its warnings are locked. */
  async load(em: EntityManager, lineage: string, around: Date): Promise<{ messages: Message[]; warnings: Warning[] }> {
    const since = new Date(around.getTime() - REACH_MS);
    const warnings = (await em.query(`select ${WARNING} from warning where lineage = $1 and expires_at > $2 order by id for update`, [lineage, since])) as Warning[];
    const messages = (await em.query(
      `with own as (select * from warning_message where lineage = $1 and kind = 'signal' and sent > $2)
       select ${MESSAGE} from own
       union all
       select ${MESSAGE} from warning_message c where kind = 'cancel' and (hazard = '' or hazard in (select hazard from own))
         and (refs && (select array_agg(ref) from own) or (hazard <> '' and key in (select key from own)))`,
      [lineage, since],
    )) as Message[];
    return { messages: messages.map(message), warnings };
  }

  async save(em: EntityManager, w: Warning): Promise<void> {
    await em.query(
      `insert into warning (id, lineage, alert_id, issuer, hazard, colour, areas, state, headline, sent, received_at, expires_at, version)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (id) do update set lineage = excluded.lineage, alert_id = excluded.alert_id, issuer = excluded.issuer, colour = excluded.colour, areas = excluded.areas,
         state = excluded.state, headline = excluded.headline, sent = excluded.sent, received_at = excluded.received_at, expires_at = excluded.expires_at, version = excluded.version`,
      [w.id, w.lineage, w.alertId, w.issuer, w.hazard, w.colour, w.areas, w.state, w.headline, w.sent, w.receivedAt, w.expiresAt, w.version],
    );
  }

  async assign(em: EntityManager, m: Message, warningId: string): Promise<void> {
    await em.query('update warning_message set warning_id = $3 where alert_id = $1 and hazard = $2 and warning_id is distinct from $3', [m.alertId, m.hazard, warningId]);
  }

  async lockExpired(em: EntityManager, at: Date, limit: number): Promise<Warning[]> {
    return em.query(`select ${WARNING} from warning where state = 'active' and expires_at <= $1 order by expires_at limit $2 for update skip locked`, [at, limit]);
  }
}
