import { Injectable } from '@nestjs/common';
import { SitrepDrafted, SitrepPublished, SitrepReturned, SitrepSubmitted, SitrepTold, type DraftSitrepInput, type EditSitrepInput } from '@xunling/contracts/classes';
import type { EventClass } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { digestOf } from '../canonical.js';
import { IncidentStore } from '../incident/incident.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { followUp, stoppedBy } from './clock.js';
import { FiguresView } from './figures.view.js';
import { mayAct, mayBegin, movesToExplain, mustExplain, type Act } from './sitrep.js';
import { SitrepStore, type SitrepRow } from './sitrep.store.js';

/** What is still being committed may carry an instant a little past: figures are counted up to here. */
const SETTLED_MS = 5_000;

/** Drafts, edits, submits, returns and publishes reports; no figure is typed. */
@Injectable()
export class WriteSitrep {
  constructor(private readonly reports: SitrepStore, private readonly figures: FiguresView, private readonly incidents: IncidentStore, private readonly onDuty: OnDutyView) {}

  async draft({ incidentId, kind, asOf, textZh, textEn, corrects }: DraftSitrepInput, work: Work): Promise<SitrepRow> {
    const { em } = work;
    const author = callerOf(work).userId;
    const incident = await this.incidents.lock(em, incidentId);
    if (!incident) throw impossible('incidentId', 'unknown', 'there is no such incident');
    const earlier = await this.reports.ofIncident(em, incidentId);
    const corrected = corrects ? earlier.find((r) => r.id === corrects) : undefined;
    if (corrects && !corrected) throw impossible('corrects', 'unknown', 'the incident has no such report');
    mayBegin(kind as SitrepRow['kind'], corrected, earlier);
    const at = this.instant(asOf, incident.openedAt, work.at);
    const figures = await this.figures.at(em, incidentId, at);
    const id = newId();
    const number = (earlier.at(-1)?.number ?? 0) + 1;
    const figuresHash = digestOf(figures);
    await this.reports.insert(em, { id, incidentId, kind: kind as SitrepRow['kind'], number, corrects: corrects ?? null, asOf: at, figures, figuresHash, textZh, textEn: textEn ?? null, author, createdAt: work.at });
    work.append(SitrepDrafted, { sitrepId: id, incidentId, kind, number, asOf: iso(at), figures: figuresHash, author, ...(corrects ? { corrects } : {}) }, { aggregate: `sitrep/${id}`, version: 1, street: '999', incidentId });
    return this.reports.get(em, id);
  }

  async edit({ id, asOf, textZh, textEn }: EditSitrepInput, work: Work): Promise<SitrepRow> {
    return this.act(id, 'edit', work, async (r) => {
      const at = asOf ? this.instant(asOf, undefined, work.at) : r.asOf;
      const figures = asOf ? await this.figures.at(work.em, r.incidentId, at) : r.figures;
      return { ...r, asOf: at, figures, figuresHash: digestOf(figures), textZh, textEn: textEn ?? null };
    });
  }

  async submit(id: string, explanation: string | undefined, work: Work): Promise<SitrepRow> {
    const by = callerOf(work).userId;
    return this.act(id, 'submit', work, async (r) => {
      const before = (await this.reports.ofIncident(work.em, r.incidentId)).filter((o) => o.state === 'published' && o.number < r.number).at(-1);
      mustExplain(movesToExplain(before?.figures, r.figures), explanation);
      await this.stop('submitted', r, by, work);
      this.say(SitrepSubmitted, r, { number: r.number, by, ...(explanation ? { explanation } : {}) }, work);
      return { ...r, state: 'submitted', submittedAt: work.at, explanation: explanation ?? null, returnedReason: null };
    });
  }

  async giveBack(id: string, reason: string, work: Work): Promise<SitrepRow> {
    return this.act(id, 'return', work, (r) => {
      this.say(SitrepReturned, r, { number: r.number, by: callerOf(work).userId, reason }, work);
      return Promise.resolve({ ...r, state: 'draft', submittedAt: null, returnedReason: reason });
    });
  }

  async publish(id: string, work: Work): Promise<SitrepRow> {
    const approver = callerOf(work).userId;
    return this.act(id, 'publish', work, async (r) => {
      const done: SitrepRow = { ...r, state: 'published', approver, publishedAt: work.at };
      const { pos: _p, version: _v, hash: _h, returnedReason: _r, ...frozen } = done;
      const hash = digestOf(JSON.parse(JSON.stringify(frozen)));
      await this.stop('published', r, approver, work);
      this.say(SitrepPublished, r, { kind: r.kind, number: r.number, asOf: iso(r.asOf), hash, author: r.author, approver }, work);
      return { ...done, hash };
    });
  }

  async tell(incidentId: string, toWhom: string, work: Work): Promise<void> {
    const by = callerOf(work).userId;
    if (!(await this.incidents.lock(work.em, incidentId))) throw impossible('incidentId', 'unknown', 'there is no such incident');
    const [phone] = (await this.reports.clocks(work.em, incidentId)).filter((c) => c.clock === 'phone');
    if (phone?.doneAt) throw new Refusal('state.conflict', { state: 'told', allowed: [] });
    await this.reports.stop(work.em, incidentId, stoppedBy('told', undefined).stops, work.at, by, toWhom);
    work.append(SitrepTold, { incidentId, toWhom, by, at: iso(work.at) }, { aggregate: `sitrep-clock/${incidentId}/phone`, version: 1, street: '999', incidentId });
  }

  private async act(id: string, act: Act, work: Work, change: (report: SitrepRow) => Promise<SitrepRow>): Promise<SitrepRow> {
    const report = await this.reports.get(work.em, id, true);
    mayAct(act, report, callerOf(work).userId);
    const after = await change({ ...report, version: report.version + 1 });
    await this.reports.save(work.em, after);
    return after;
  }

  private say<T extends object>(event: EventClass<T>, { id, incidentId, version }: SitrepRow, more: Omit<T, 'sitrepId' | 'incidentId'>, work: Work): void {
    work.append(event, { sitrepId: id, incidentId, ...more } as unknown as T, { aggregate: `sitrep/${id}`, version, street: '999', incidentId });
  }

  private async stop(act: 'submitted' | 'published', { incidentId, kind, corrects }: SitrepRow, by: string, work: Work): Promise<void> {
    if (corrects) return;
    const { stops, next } = stoppedBy(act, kind);
    await this.reports.stop(work.em, incidentId, stops, work.at, by, null);
    if (next) await this.reports.start(work.em, incidentId, [followUp(work.at, (await this.onDuty.at(work.em, work.at)).roster[0] ?? null)]);
  }

  private instant(asOf: string | undefined, openedAt: Date | undefined, now: Date): Date {
    const settled = new Date(now.getTime() - SETTLED_MS);
    const at = asOf ? new Date(asOf) : settled;
    if (at > settled) throw impossible('asOf', 'future', `figures are settled up to ${iso(settled)}`);
    if (openedAt && at < openedAt && asOf) throw impossible('asOf', 'before', `the incident began at ${iso(openedAt)}`);
    return at;
  }
}
