import { Inject, Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { ReportJoined, ReportLinked, ReportSplit, type PairReportsInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { join, link, split } from './duplicate.js';
import { JudgeDisputes } from './judge-disputes.js';
import { ReportStore } from './report.store.js';
import { mayAct } from './say-report.js';

const RULES = { link, join, split } as const;
const STEP = { link: 'linked', join: 'joined', split: 'split' } as const;

/** A named person links, joins or splits reports; each side of a changed pair is told in its own street. */
@Injectable()
export class PairReports {
  constructor(@Inject(ReportStore) private readonly store: ReportStore, @Inject(JudgeDisputes) private readonly judge: JudgeDisputes) {}

  async run(does: keyof typeof RULES, { id, other, reason }: PairReportsInput, work: Work): Promise<void> {
    const { em, at } = work;
    const by = work.caller!.userId;
    await this.store.takeTurn(em);
    for (const row of (await this.store.lock(em, [...new Set([id, other])])).values()) if (!mayAct(work.caller!, row.area)) throw new Refusal('access.area');
    const graph = await this.store.graph(em, [id, other]);
    const { needs, pairs } = RULES[does](graph, id, other);
    const rows = await this.store.lock(em, [...new Set([id, other, ...needs.keys(), ...pairs.flatMap((p) => [p.a, p.b])])]);
    await this.store.savePairs(em, pairs, at);
    const suspects = await this.store.countSuspects(em, [...rows.keys()]);
    for (const row of rows.values()) { row.needId = needs.get(row.id) ?? row.needId; row.suspects = suspects.get(row.id) ?? 0; }
    for (const { a, b, state } of pairs) {
      for (const [one, two] of [[a, b], [b, a]] as const) {
        const row = rows.get(one)!;
        const fact = { reportId: one, area: row.area, otherId: two, reason, by, at: at.toISOString() };
        const meta = { aggregate: `report/${one}`, version: ++row.version, street: streetOf(row.area) };
        if (state === 'suspected') work.append(ReportLinked, fact, meta);
        else work.append(state === 'joined' ? ReportJoined : ReportSplit, { ...fact, needId: row.needId }, meta);
      }
    }
    const told = new Set(pairs.flatMap((p) => [p.a, p.b]));
    for (const [moved, needId] of needs) {
      if (told.has(moved)) continue;
      const row = rows.get(moved)!;
      work.append(ReportJoined, { reportId: moved, area: row.area, otherId: needId, needId, reason, by, at: at.toISOString() }, { aggregate: `report/${moved}`, version: ++row.version, street: streetOf(row.area) });
    }
    await this.store.save(em, rows.values());
    for (const [one, two] of [[id, other], [other, id]] as const) await this.store.step(em, one, STEP[does], { other: two, reason }, by, at);
    await this.judge.run([...rows.keys()], work);
  }
}
