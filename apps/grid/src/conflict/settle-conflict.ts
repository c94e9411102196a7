import { Injectable } from '@nestjs/common';
import { mayOver, streetOf } from '@xunling/contracts';
import { ConflictSettled, SettleConflict as Operation, SiteStated, StateSite as StateOperation, type SettleConflictInput, type StatementView, type StateSiteInput } from '@xunling/contracts/classes';
import { occurred } from '@xunling/addressee';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { BoardStore } from '../measure/board.store.js';
import { announce } from '../measure/follow-duties.js';
import { keepsOut, may, take } from '../measure/measure.js';
import { MeasureStore } from '../measure/measure.store.js';
import { settle, type Conflict } from './conflict.js';
import { noteStatement } from './note-statement.js';
import { statementsOf, voidStatements } from './statement.store.js';

/** What people say of a site, and the word of the common superior where they contradict. */
@Injectable()
export class SettleConflict {
  private readonly measures = new MeasureStore();
  private readonly board = new BoardStore();

  async state({ id, claim, at, note, depthCm }: StateSiteInput, work: Work): Promise<StatementView> {
    const [site] = (await work.em.query('select area, state from site where id = $1', [id])) as { area: string; state: string }[];
    if (!site) throw new Refusal('unknown.id');
    if (!mayOver(work.caller!, StateOperation.roles, site.area)) throw new Refusal('access.area');
    if (site.state !== 'published') throw new Refusal('state.conflict', { state: site.state, allowed: [] });
    const when = occurred(at, new Date(0).toISOString(), work.at);
    const said = await noteStatement({ siteId: id, area: site.area, claim: claim as 'closed' | 'open', source: 'statement', by: work.caller!.userId, at: when.at, ...(note ? { note } : {}) }, work);
    const { place: _place, measureId: _none, id: statementId, ...fact } = said;
    work.append(SiteStated, { statementId, ...fact }, { aggregate: `statement/${statementId}`, version: 1, street: streetOf(site.area), at: new Date(said.at) });
    if (depthCm !== undefined) await this.board.measured(work.em, { siteId: id, cm: depthCm, at: new Date(when.at) }, work.at);
    await this.board.refresh(work.em, [id]);
    return { id: statementId, ...fact };
  }

  async settle({ id, claim, reason }: SettleConflictInput, work: Work): Promise<void> {
    const by = work.caller!.userId;
    const at = work.at.toISOString();
    const [seen] = (await work.em.query('select site_id as "siteId" from conflict where id = $1', [id])) as { siteId: string }[];
    if (!seen) throw new Refusal('unknown.id');
    // measures before the conflict and the site, as everywhere
    const live = await this.measures.live(work.em, [seen.siteId], true);
    await work.em.query('select 1 from site where id = $1 for update', [seen.siteId]);
    const [row] = (await work.em.query('select id, site_id as "siteId", area, state, owner, opened_at as "openedAt", version from conflict where id = $1 for update', [id])) as Conflict[];
    const parties = (await statementsOf(work.em, [id])).map((s) => s.by);
    const now = settle(row!, parties, by, mayOver(work.caller!, Operation.roles, row!.owner));
    await work.em.query(`update conflict set state = 'settled', claim = $2, reason = $3, settled_by = $4, settled_at = $5, version = $6 where id = $1`, [id, claim, reason, by, work.at, now.version]);
    work.append(ConflictSettled, { conflictId: id, siteId: now.siteId, area: now.area, claim, reason, by, at }, { aggregate: `conflict/${id}`, version: now.version, street: streetOf(now.area) });
    // what was said of an open site is settled with it: it is closed, and said to be, anew
    await voidStatements(work.em, { siteId: now.siteId }, claim === 'closed' ? 'open' : undefined);
    if (claim === 'open') {
      // what was verified does not hold: it is done and verified anew
      for (const m of live.filter((x) => keepsOut(x) && may(x, 'break'))) {
        const broken = take(m, 'break', { by, at, reason });
        await this.measures.saveMany(work.em, [broken]);
        await announce(broken, 'break', { by, at, reason }, work);
      }
    }
    await this.board.refresh(work.em, [now.siteId]);
  }
}
