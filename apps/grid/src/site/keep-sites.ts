import { Injectable } from '@nestjs/common';
import { mayOver, streetOf } from '@xunling/contracts';
import { DraftSite, SiteDrafted, SitePublished, SiteRevised, SiteWithdrawn, type DraftSiteInput, type ReviseSiteInput, type WithdrawSiteInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { BoardStore } from '../measure/board.store.js';
import { draftSite, publishSite, reviseSite, withdrawSite, type Fields, type Site, type Wish } from './site.js';
import { factOf, SiteStore } from './site.store.js';

/** The register: entered, revised, published, withdrawn; every act is a step that stays readable. */
@Injectable()
export class KeepSites {
  private readonly store = new SiteStore();
  private readonly board = new BoardStore();

  async draft(input: DraftSiteInput, work: Work): Promise<string> {
    if (!mayOver(work.caller!, DraftSite.roles, input.area)) throw new Refusal('access.area');
    const site = draftSite(newId(), input as Wish);
    await this.check(site, work);
    await this.store.insertMany(work.em, [site]);
    await this.store.steps(work.em, [{ siteId: site.id, act: 'drafted', by: work.caller!.userId, at: work.at }]);
    work.append(SiteDrafted, { siteId: site.id, area: site.area, kind: site.kind, by: work.caller!.userId }, metaOf(site));
    return site.id;
  }

  async revise({ id, ...fields }: ReviseSiteInput, work: Work): Promise<void> {
    const before = await this.load(id, work);
    const { site, changed } = reviseSite(before, fields as Fields);
    if (changed.length === 0) return;
    await this.check(site, work);
    await this.revised(site, changed, work);
  }

  /** A plan of evacuation was recorded: the register says so. */
  async planned(id: string, work: Work): Promise<void> {
    const { site, changed } = reviseSite(await this.store.find(work.em, id, true), { evacuationPlan: true });
    if (changed.length > 0) await this.revised(site, changed, work);
  }

  private async revised(site: Site, changed: string[], work: Work): Promise<void> {
    await this.save(site, 'revised', work, { changed });
    if (!site.evacuationPlan) await work.em.query('delete from site_plan where site_id = $1', [site.id]);
    if (site.state === 'published') work.append(SiteRevised, { ...factOf(site), by: work.caller!.userId }, metaOf(site));
    // another threshold may be another verdict
    if (site.state === 'published') await this.board.refresh(work.em, [site.id]);
  }

  async publish(id: string, work: Work): Promise<void> {
    const site = publishSite(await this.load(id, work));
    await this.save(site, 'published', work);
    work.append(SitePublished, factOf(site), metaOf(site));
  }

  async withdraw({ id, reason }: WithdrawSiteInput, work: Work): Promise<void> {
    const before = await this.load(id, work);
    const [{ n }] = (await work.em.query(`select count(*)::int n from measure where site_id = $1 and state not in ('lifted', 'ended')`, [id])) as [{ n: number }];
    const site = withdrawSite(before, n);
    await this.save(site, 'withdrawn', work, { reason });
    work.append(SiteWithdrawn, { siteId: id, area: site.area, reason, by: work.caller!.userId, at: work.at.toISOString() }, metaOf(site));
  }

  private async load(id: string, work: Work): Promise<Site> {
    const site = await this.store.find(work.em, id, true);
    if (!mayOver(work.caller!, DraftSite.roles, site.area)) throw new Refusal('access.area');
    return site;
  }
  private async check(site: Site, work: Work): Promise<void> {
    const [fault] = await this.store.faults(work.em, [site]);
    if (fault?.area || site.area.length < 9) throw new Refusal('area.unknown');
    if (fault?.post) throw impossible('keeperPostId', 'unknown', 'there is no such post');
    if (fault?.twice) throw impossible('name', 'twice', 'a site of this kind and name stands in the register there already');
  }
  private async save(site: Site, act: string, work: Work, more: { reason?: string; changed?: string[] } = {}): Promise<void> {
    await this.store.save(work.em, site);
    await this.store.steps(work.em, [{ siteId: site.id, act, by: work.caller!.userId, at: work.at, ...more }]);
  }
}

export const metaOf = (site: Pick<Site, 'id' | 'version' | 'area'>): { aggregate: string; version: number; street: string } => ({ aggregate: `site/${site.id}`, version: site.version, street: streetOf(site.area) });
