import { Inject, Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { ReportDisputed } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import type { Entry, Settlement, Subject } from './dispute.js';
import { subjectsOf } from './dispute.js';
import { ReportStore } from './report.store.js';

/** What is said of a need and of those suspected to be the same, by need. */
export class Voices {
  constructor(private readonly around: ReadonlyMap<string, ReadonlySet<string>>, private readonly reports: ReadonlyMap<string, { needId: string; area: string }>, private readonly entries: readonly Entry[], private readonly settlements: readonly Settlement[]) {}
  subjects(need: string): Subject[] { return subjectsOf(this.entries.filter((e) => this.around.get(need)!.has(this.reports.get(e.reportId)!.needId)), this.settlements); }
  areaOf(reportId: string): string { return this.reports.get(reportId)!.area; }
}

/** Marks which reports are disputed after something was said, tied or settled. The caller holds the turn. */
@Injectable()
export class JudgeDisputes {
  constructor(@Inject(ReportStore) private readonly store: ReportStore) {}

  /** The voices on these needs. */
  async voices(needs: readonly string[], work: Pick<Work, 'em'>): Promise<Voices> {
    const around = await this.store.around(work.em, needs);
    const members = await this.store.membersOf(work.em, [...new Set([...around.values()].flatMap((s) => [...s]))]);
    const { entries, settlements } = await this.store.claims(work.em, members.map((m) => m.id));
    return new Voices(around, new Map(members.map((m) => [m.id, m])), entries, settlements);
  }

  /** @param touched reports whose claims, pairs or need changed */
  async run(touched: readonly string[], work: Work): Promise<void> {
    const own = await this.store.needsOf(work.em, touched);
    const needs = [...new Set([...(await this.store.around(work.em, own)).values()].flatMap((s) => [...s]))];
    const voices = await this.voices(needs, work);
    const rows = await this.store.lock(work.em, (await this.store.membersOf(work.em, needs)).map((m) => m.id));
    const disputed = new Map(needs.map((n) => [n, voices.subjects(n).filter((s) => s.disputed).map((s) => s.field)]));
    const changed = [...rows.values()].filter((r) => r.disputes.join() !== disputed.get(r.needId)!.join());
    for (const row of changed) {
      const before = row.disputes;
      row.disputes = disputed.get(row.needId)!;
      for (const field of row.disputes) if (!before.includes(field)) work.append(ReportDisputed, { reportId: row.id, area: row.area, field, at: work.at.toISOString() }, { aggregate: `report/${row.id}`, version: ++row.version, street: streetOf(row.area) });
    }
    if (changed.length > 0) await this.store.save(work.em, changed);
  }
}
