import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { unnestOf } from '../rows.js';
import { atRiskOf } from './at-risk.js';
import { stockOf } from './stock.js';
import { District, type AsOf, type KnownArea, type KnownOrganisation, type KnownPost, type KnownSite, type KnownUnit } from './district.js';

export type KnownKind = 'site-withdrawn' | 'area' | 'closed' | 'post' | 'post-closed' | 'held' | 'site' | 'team' | 'depot' | 'organisation' | 'organisation-name' | 'organisation-posts' | 'organisation-closed'
  | 'households' | 'household-changed' | 'household-closed' | 'site-planned' | 'shelter' | 'shelter-limit' | 'shelter-closed' | 'stock-item' | 'stock-counted';
export interface KnownFact { kind: KnownKind; id: string; version: number; data: object }
export interface KnownRow { kind: KnownKind; id: string; data: Record<string, unknown> }

/** The read copy of the district; the built look-ups are kept until the copy moves on: by its own count, since an old copy of the stream put back numbers events anew. */
@Injectable()
export class KnownStore {
  private kept: { edition: string; district: District } | undefined;

  /** Newest of each wins; an older version that comes late changes nothing. Without `asOf` the copy moves on and the areas, posts and sites in it stand as of the event they stood at. */
  async put(em: EntityManager, facts: readonly KnownFact[], asOf?: AsOf): Promise<void> {
    const newest = new Map<string, KnownFact>();
    for (const f of facts) {
      const key = `${f.kind}|${f.id}`;
      if ((newest.get(key)?.version ?? -1) <= f.version) newest.set(key, f);
    }
    const rows = [...newest.values()].map((f) => ({ ...f, data: JSON.stringify(f.data) }));
    if (rows.length > 0) {
      const { sql, params } = unnestOf(rows, { kind: 'text', id: 'text', version: 'int', data: 'jsonb' });
      await em.query(`insert into known (kind, id, version, data) select kind, id, version, data from ${sql} n
        on conflict (kind, id) do update set version = excluded.version, data = excluded.data where known.version <= excluded.version`, params);
    }
    if (!asOf) { await em.query('update known_as_of set edition = edition + 1'); return; }
    await em.query(`insert into known_as_of (event, seq, at) values ($1, $2, $3)
      on conflict (one) do update set event = excluded.event, seq = excluded.seq, at = excluded.at, edition = known_as_of.edition + 1`, [asOf.event, asOf.seq, asOf.at]);
  }

  async district(em: EntityManager): Promise<District> {
    const [mark] = (await em.query('select event, seq, at, edition from known_as_of')) as { event: string; seq: string; at: Date; edition: string }[];
    if (mark && this.kept?.edition === mark.edition) return this.kept.district;
    const rows = (await em.query('select kind, id, data from known')) as KnownRow[];
    const district = districtOf(rows, mark ? { event: mark.event, seq: Number(mark.seq), at: mark.at.toISOString() } : undefined);
    this.kept = mark && { edition: mark.edition, district };
    return district;
  }
}

/** The look-ups over kept facts, in whatever order they came. */
export function districtOf(rows: readonly KnownRow[], asOf: AsOf | undefined): District {
  const of = <T>(kind: KnownKind): T[] => rows.filter((r) => r.kind === kind).map((r) => r.data as unknown as T);
  const closed = new Set(rows.filter((r) => r.kind === 'closed').map((r) => r.id));
  const withdrawn = new Set(rows.filter((r) => r.kind === 'site-withdrawn').map((r) => r.id));
  const left = new Set(rows.filter((r) => r.kind === 'organisation-closed').map((r) => r.id));
  const seatsClosed = new Set(rows.filter((r) => r.kind === 'post-closed').map((r) => r.id));
  const changed = new Map<string, object>();
  for (const r of rows) if (r.kind === 'organisation-name' || r.kind === 'organisation-posts') changed.set(r.id, { ...changed.get(r.id), ...r.data });
  const held = new Map(rows.filter((r) => r.kind === 'held').map((r) => [r.id, r.data as { holderId?: string; deputyId?: string }]));
  const posts = of<KnownPost>('post').filter((post) => !closed.has(post.area) && !seatsClosed.has(post.id)).map((post) => ({ ...post, ...held.get(post.id) }));
  return new District(of<KnownArea>('area').filter((area) => !closed.has(area.code)), posts, of<KnownSite>('site').filter((site) => !closed.has(site.area) && !withdrawn.has(site.id)), of<KnownUnit>('team'), of<KnownUnit>('depot'), asOf, of<KnownOrganisation>('organisation').filter((o) => !left.has(o.id)).map((o) => ({ ...o, ...changed.get(o.id) })), atRiskOf(rows), stockOf(rows));
}
