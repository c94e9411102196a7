import { Inject, Injectable } from '@nestjs/common';
import { EvidenceStore, evidenceFor, occurred } from '@xunling/addressee';
import { mayOver, streetOf, type Caller } from '@xunling/contracts';
import { MakeReport, ReportAdded, ReportLinked, ReportMade, type AddToReportInput, type MakeReportInput } from '@xunling/contracts/classes';
import { inRing, ringOf, type Datum } from '@xunling/geo';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { MOST_LINKS, pairOf, suspected, type Seen } from './duplicate.js';
import { JudgeDisputes } from './judge-disputes.js';
import { placeOf } from './report.js';
import { ReportStore } from './report.store.js';

/** No floor: a report is there from when it happened, and a link may have been cut for hours. */
const EVER = '1970-01-01T00:00:00.000Z';
/** What one sees does not end at the border of one's grid: who works in a street may report anywhere in it. */
const reportsIn = (caller: Caller, area: string): boolean => caller.grants.some((g) => MakeReport.roles.includes(g.role) && area.startsWith(g.area.slice(0, 9)));

/** What people on the ground say: a report, what is added to it, what corrects an entry of it. Nothing is overwritten. */
@Injectable()
export class SayReport {
  private readonly evidence = new EvidenceStore();
  constructor(@Inject(ReportStore) private readonly store: ReportStore, @Inject(JudgeDisputes) private readonly judge: JudgeDisputes) {}

  async make(input: MakeReportInput, work: Work): Promise<string> {
    const { em, at, caller } = work;
    const { kind, area, text, noPositionReason, support, channel = 'FIELD_PAGE', source, confidence = 'medium' } = input;
    if (!reportsIn(caller!, area)) throw new Refusal('access.area');
    if (area.length < 9) throw impossible('area', 'area.kind', 'a street, or what lies below it');
    if (support && kind !== 'SUPPORT') throw impossible('support', 'kind', 'only where support is asked for');
    const [node] = (await em.query('select ring from area where code = $1 and valid_to is null', [area])) as { ring: string[] }[];
    if (!node) throw new Refusal('area.unknown');
    const position = placeOf(input.position && { ...input.position, datum: input.position.datum as Datum }, noPositionReason);
    const said = await this.said(input, work);
    const id = newId();
    const when = new Date(said.when.at);
    const report = { id, kind, area, by: caller!.userId, channel, source, position, noPosition: noPositionReason, outside: position !== undefined && !inRing([position.lon, position.lat], ringOf(node.ring)), support, occurredAt: when, receivedAt: at };
    await this.store.takeTurn(em);
    await this.store.insert(em, report);
    await this.store.insertEntry(em, { ...said.entry, reportId: id, text, channel, confidence });
    const { sourceDatum, ...point } = position ?? {};
    work.append(ReportMade, {
      ...said.fact, reportId: id, area, kind, channel, confidence, ...(position ? { position: point as { lon: number; lat: number } } : {}), ...(sourceDatum ? { sourceDatum } : {}), ...(noPositionReason ? { noPositionReason } : {}), ...(support ? { support } : {}),
    }, { aggregate: `report/${id}`, version: 1, street: streetOf(area), at: when });
    await this.link({ id, kind, position, occurredAt: when, by: caller!.userId, channel, source, text }, work);
    await this.judge.run([id], work);
    return id;
  }

  async add(input: AddToReportInput, work: Work): Promise<void> {
    const { id, text, corrects, channel = 'FIELD_PAGE', confidence = 'medium' } = input;
    const said = await this.said(input, work);
    await this.store.takeTurn(work.em);
    const row = (await this.store.lock(work.em, [id])).get(id)!;
    if (!reportsIn(work.caller!, row.area)) throw new Refusal('access.area');
    if (corrects && ((await work.em.query('select 1 from report_entry where id = $1 and report_id = $2', [corrects, id])) as unknown[]).length === 0) throw new Refusal('unknown.id', { detail: 'no entry of this report has that id' });
    await this.store.insertEntry(work.em, { ...said.entry, reportId: id, text, channel, confidence, corrects });
    work.append(ReportAdded, { ...said.fact, reportId: id, area: row.area, channel, confidence, ...(corrects ? { corrects } : {}) }, { aggregate: `report/${id}`, version: ++row.version, street: streetOf(row.area), at: new Date(said.when.at) });
    await this.store.save(work.em, [row]);
    await this.judge.run([id], work);
  }

  /** The parts that a report and an addition have alike: numbers, files, both clocks. */
  private async said({ depthCm, people, passage, evidence = [], source, at: claimed }: Pick<MakeReportInput, 'depthCm' | 'people' | 'passage' | 'evidence' | 'source' | 'at'>, { em, at, caller }: Work) {
    const by = caller!.userId;
    const entryId = newId();
    const when = occurred(claimed, EVER, at);
    const files = evidenceFor('none', evidence, await this.evidence.findMany(em, evidence), by);
    const values = { ...(depthCm !== undefined ? { depthCm } : {}), ...(people !== undefined ? { people } : {}), ...(passage ? { passage } : {}) };
    return {
      when, entry: { id: entryId, source, ...values, evidence: files, by, occurredAt: new Date(when.at), receivedAt: at, deviceAt: when.deviceAt },
      fact: { entryId, ...values, evidence: files, by, occurredAt: when.at, receivedAt: when.receivedAt, ...(when.deviceAt ? { clockOff: true, deviceAt: when.deviceAt } : {}) },
    };
  }

  /** Links what may be the same need, the nearest first; each side is told in its own street. */
  private async link(seen: Seen, work: Work): Promise<void> {
    if (!seen.position) return;
    const found = (await this.store.near(work.em, seen)).flatMap((other) => { const why = suspected(seen, other); return why ? [{ other, why }] : []; })
      .sort((x, y) => x.why.metres - y.why.metres || x.why.minutes - y.why.minutes || (x.other.id < y.other.id ? -1 : 1)).slice(0, MOST_LINKS);
    if (found.length === 0) return;
    const rows = await this.store.lock(work.em, [seen.id, ...found.map((f) => f.other.id)]);
    await this.store.savePairs(work.em, found.map(({ other, why }) => ({ ...pairOf(seen.id, other.id, 'suspected'), ...why })), work.at);
    for (const { other, why } of found) {
      for (const [one, two] of [[seen.id, other.id], [other.id, seen.id]] as const) {
        const row = rows.get(one)!;
        row.suspects += 1;
        work.append(ReportLinked, { reportId: one, area: row.area, otherId: two, ...why, at: work.at.toISOString() }, { aggregate: `report/${one}`, version: ++row.version, street: streetOf(row.area) });
      }
    }
    await this.store.save(work.em, rows.values());
  }
}

/** Whether one may act on what others reported there. */
export const mayAct = (caller: Caller, area: string): boolean => mayOver(caller, ['commander', 'duty-officer', 'sub-district-officer'], area);
