import { Injectable } from '@nestjs/common';
import { EvidenceStore, realInstant } from '@xunling/addressee';
import { mayOver, streetOf } from '@xunling/contracts';
import { EvidenceStored, type EvidenceView, type ItemById, type StoreEvidenceInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';

/** Records of evidence files; the gateway calls it behind an upload and before a download. */
@Injectable()
export class EvidenceHandler {
  private readonly store = new EvidenceStore();

  @Handle('grid.evidence.store', { internal: { write: true } })
  async keep({ evidenceId, takenAt, ...input }: StoreEvidenceInput, work: Work): Promise<EvidenceView> {
    const { userId, grants } = work.caller!;
    const area = grants[0]?.area;
    if (!area) throw new Refusal('access.area');
    const fact = { ...input, ...(takenAt ? { takenAt: realInstant('takenAt', takenAt) } : {}), area, by: userId, receivedAt: work.at.toISOString() };
    if ((await this.store.insertMany(work.em, [{ id: evidenceId, ...fact }])) > 0) {
      work.append(EvidenceStored, { evidenceId, ...fact }, { aggregate: `evidence/${evidenceId}`, version: 1, street: streetOf(area) });
    }
    // an id that was taken answers for the file it was taken by
    return this.get({ id: evidenceId }, work);
  }

  @Handle('grid.evidence.get', { internal: { write: false } })
  async get({ id }: ItemById, work: Work): Promise<EvidenceView> {
    const found = await this.store.find(work.em, id);
    if (!found) throw new Refusal('unknown.id');
    const { by, area, ...view } = found;
    if (by !== work.caller!.userId && !mayOver(work.caller!, ['*'], area)) throw new Refusal('access.area');
    return view;
  }
}
