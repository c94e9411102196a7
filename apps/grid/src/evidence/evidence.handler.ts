import { Injectable } from '@nestjs/common';
import { EvidenceStore, realInstant } from '@xunling/addressee';
import { mayOver, streetOf } from '@xunling/contracts';
import { EvidenceStored, type EvidenceRecordInput, type EvidenceView, type ItemById, type StoreEvidenceInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { EvidenceDetailStore } from './evidence-detail.store.js';
import { inLine } from './line.js';

/** Records of evidence files; the gateway calls it behind an upload and before a download. */
@Injectable()
export class EvidenceHandler {
  private readonly store = new EvidenceStore();
  private readonly details = new EvidenceDetailStore();

  @Handle('grid.evidence.store', { internal: { write: true } })
  async keep({ evidenceId, takenAt, servedSha256, exifPosition, exifTakenAt, ...input }: StoreEvidenceInput, work: Work): Promise<EvidenceView> {
    const { userId, grants } = work.caller!;
    // where the person stands: the narrowest of their areas, in whatever order those were granted
    const [area] = grants.map((g) => g.area).sort((a, b) => b.length - a.length);
    if (!area) throw new Refusal('access.area');
    const fact = { ...input, ...(takenAt ? { takenAt: realInstant('takenAt', takenAt) } : {}), ...(servedSha256 ? { servedSha256 } : {}), area, by: userId, receivedAt: work.at.toISOString() };
    if ((await this.store.insertMany(work.em, [{ id: evidenceId, ...fact }])) > 0) {
      await this.details.insert(work.em, evidenceId, { ...(servedSha256 ? { servedSha256 } : {}), ...(exifPosition ? { position: exifPosition } : {}), ...(exifTakenAt ? { exifTakenAt } : {}) });
      work.append(EvidenceStored, { evidenceId, ...fact }, { aggregate: `evidence/${evidenceId}`, version: 1, street: streetOf(area) });
    }
    // an id that was taken answers for the file it was taken by
    return this.get({ id: evidenceId }, work);
  }

  @Handle('grid.evidence.record')
  record(input: EvidenceRecordInput, work: Work): Promise<EvidenceView> { return this.get(input, work); }

  @Handle('grid.evidence.get', { internal: { write: false } })
  async get({ id }: ItemById, work: Work): Promise<EvidenceView> {
    const found = await this.store.find(work.em, id);
    if (!found) throw new Refusal('unknown.id');
    const { by, area } = found;
    if (by !== work.caller!.userId && !mayOver(work.caller!, ['*'], area)) throw new Refusal('access.area');
    const { servedSha256, ...said } = await this.details.find(work.em, id);
    const masked = !inLine(work.caller!, found);
    return { ...found, masked, ...(servedSha256 ? { servedSha256 } : {}), ...(masked ? {} : said) };
  }
}
