import { Injectable } from '@nestjs/common';
import { CasualtyAdded, CasualtyChanged, CasualtyMerged, CasualtyWithdrawn } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { unnestOf } from '../rows.js';

const ENDS: Record<string, string> = { 'grid.casualty.merged.v1': 'merged', 'grid.casualty.withdrawn.v1': 'withdrawn' };

/** What command learned of person records and when: totals of a report are counted from it as of their instant. */
@Injectable()
@Subscribe({ name: 'casualties', events: [CasualtyAdded, CasualtyChanged, CasualtyMerged, CasualtyWithdrawn], mode: 'batch' })
export class CasualtySubscriber {
  async handle(batch: Received[], work: Work): Promise<void> {
    const rows = batch.map(({ event }) => { const d = event.data as { casualtyId: string; kind?: string; area: string; occurredAt?: string }; return { casualty_id: d.casualtyId, version: event.version, state: ENDS[event.type] ?? d.kind!, street: d.area.slice(6, 9), occurred_at: d.occurredAt ?? null }; });
    const { sql, params } = unnestOf(rows, { casualty_id: 'uuid', version: 'int', state: 'text', street: 'text', occurred_at: 'timestamptz' });
    await work.em.query(`insert into casualty_fact (casualty_id, version, state, street, occurred_at, known_at) select n.*, $${params.length + 1}::timestamptz from ${sql} n on conflict do nothing`, [...params, work.at]);
  }
}
