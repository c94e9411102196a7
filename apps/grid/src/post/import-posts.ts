import { Inject, Injectable } from '@nestjs/common';
import { mayOver, streetOf, ZONE_WIDE, type Force } from '@xunling/contracts';
import { ImportPosts as Operation, PostHeld, type ImportNote, type ImportPostsInput, type PostImportVerdict } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { GapStore } from '../area/gap.store.js';
import { KnownAccountStore } from '../account/known-account.store.js';
import { note } from '../area/import-notes.js';
import { OpenPosts } from './open-posts.js';
import { hold, openPost } from './post.js';
import { PostStore, type Holding, type Seated } from './post.store.js';
import { readPosts, seatOf, type PostRow } from './read-posts.js';
import { TakeEffect } from './take-effect.js';

/** What one answer shows of the faults; all of them are counted. */
const SHOWN = 300;
const ZH: Record<string, string> = {
  'area.unknown': '没有这个区域，或已停用', 'area.kind': '该级区域不设这种岗位', head: '街道负责人不属于某一力量', required: '责任岗须注明力量，看护岗须注明点位', 'keeper-only': '只有看护岗注明点位',
  unknown: '该区域没有这个名称的点位', elsewhere: '点位在另一个区域', 'same-person': '责任人与副岗不能是同一人',
};
type Wish = PostRow & { siteId?: string; holderId?: string; deputyId?: string };
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A file of posts and who holds them, all of it or nothing: what is not there yet opens, what is there is held as the file says. */
@Injectable()
export class ImportPosts {
  private readonly store = new PostStore();
  private readonly gaps = new GapStore();
  private readonly accounts = new KnownAccountStore();
  constructor(@Inject(OpenPosts) private readonly posts: OpenPosts, @Inject(TakeEffect) private readonly effect: TakeEffect) {}

  async run({ csv, dryRun = false }: ImportPostsInput, work: Work): Promise<PostImportVerdict> {
    const file = readPosts(csv);
    // what is due of planned changes comes first: it was said before this file
    if (!dryRun) while ((await this.effect.run(work)) > 0) { /* several may have come due */ }
    const { fresh, changed, errors } = await this.judge(file.rows, work);
    const faults = [...file.errors, ...errors].sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
    const verdict = { dryRun, accepted: faults.length === 0, rows: file.total, opened: fresh.length, held: changed.length, unchanged: file.rows.length - fresh.length - changed.length, errors: faults.slice(0, SHOWN), faults: faults.length };
    if (faults.length > 0) {
      if (dryRun) return { ...verdict, opened: 0, held: 0, unchanged: 0 };
      throw new Refusal(faults.some((f) => f.reason === 'access.area') ? 'access.area' : 'post.import', { detail: `${faults.length} faults in ${file.total} rows; nothing was changed`, errors: verdict.errors.map((f) => ({ ...f })) });
    }
    if (dryRun) return verdict;
    const opened = await this.posts.run(fresh.map(({ path: _p, site: _s, holder: _h, deputy: _d, ...post }) => ({ ...post, postId: newId() })), work);
    if (opened < fresh.length) throw new Refusal('state.conflict', { state: 'open', allowed: ['hold'], detail: 'somebody opened some of these posts meanwhile' });
    await this.hold(changed, work);
    return verdict;
  }

  /** Each row against the tree, the register of sites and the posts that are there. */
  private async judge(rows: readonly PostRow[], work: Work): Promise<{ fresh: Wish[]; changed: { seat: Seated; holding: Holding }[]; errors: ImportNote[] }> {
    const { areas, sites, seats } = await this.store.known(work.em, rows);
    const persons = await this.accounts.find(work.em, rows.flatMap((r) => [r.holder, r.deputy]).filter((p): p is string => p !== undefined && !ID.test(p)));
    const there = new Map(seats.map((s) => [seatOf(s), s]));
    const [fresh, changed, errors]: [Wish[], { seat: Seated; holding: Holding }[], ImportNote[]] = [[], [], []];
    for (const row of rows) {
      if (!mayOver(work.caller!, Operation.roles, row.area)) { errors.push(note(row.path('area'), 'access.area', '超出您的管辖区域', 'this lies outside your area')); continue; }
      const [holderId, deputyId] = [row.holder, row.deputy].map((p) => (p === undefined || ID.test(p) ? p : persons.get(p)));
      const strangers = (['holder', 'deputy'] as const).filter((field) => row[field] !== undefined && !(field === 'holder' ? holderId : deputyId));
      errors.push(...strangers.map((field) => note(row.path(field), 'person.unknown', `没有用户名为“${row[field]!.slice(0, 40)}”的账号`, `no account goes by the user name "${row[field]!.slice(0, 40)}"`)));
      if (strangers.length > 0) continue;
      const site = row.site === undefined ? undefined : sites.find((s) => s.name === row.site && (s.area.startsWith(row.area) || row.area.startsWith(s.area)));
      const seat = there.get(seatOf(row));
      try {
        openPost({ ...row, siteId: row.site === undefined ? undefined : (site?.id ?? row.site) }, areas.get(row.area), site);
        const who = { holderId: holderId ?? seat?.holderId, deputyId: deputyId ?? seat?.deputyId };
        const held = hold(seat ?? {}, { ...(who.holderId ? { holderId: who.holderId } : {}), ...(who.deputyId ? { deputyId: who.deputyId } : {}) });
        if (!seat) fresh.push({ ...row, ...(site ? { siteId: site.id } : {}), ...(holderId ? { holderId } : {}), ...(deputyId ? { deputyId } : {}) });
        else if (held) changed.push({ seat, holding: { postId: seat.id, area: seat.area, from: work.at.toISOString(), ...held } });
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        const [error] = problem.body.errors ?? [];
        const reason = error?.reason ?? problem.code;
        errors.push(note(row.path(FIELD[error?.path ?? 'area'] ?? 'area'), reason, ZH[reason] ?? reason, error?.message ?? problem.body.detail ?? reason));
      }
    }
    return { fresh, changed, errors };
  }

  private async hold(changed: readonly { seat: Seated; holding: Holding }[], work: Work): Promise<void> {
    const holdings = changed.map((c) => c.holding);
    const versions = await this.store.hold(work.em, holdings);
    await this.gaps.refresh(work.em, changed.flatMap(({ seat: { area, kind, force } }) => (kind === 'LEADER' && force ? [{ area, force: force as Force }] : [])));
    for (const held of holdings) work.append(PostHeld, held, { aggregate: `post/${held.postId}`, version: versions.get(held.postId)!, street: streetOf(held.area, ZONE_WIDE) });
  }
}
const FIELD: Record<string, Parameters<PostRow['path']>[0]> = { area: 'area', force: 'force', siteId: 'site', deputyId: 'deputy' };
