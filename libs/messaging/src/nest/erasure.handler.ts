import { Injectable } from '@nestjs/common';
import { Refusal } from '@xunling/platform';
import { eraseBody, isProof } from '../journal/erase.js';
import type { Work } from '../work.js';

/** Erasure in this service's own journal: `rpc.<node>.<context>.journal.erase`, called by the gateway for an administrator. */
@Injectable()
export class ErasureHandler {
  async erase({ eventId, reason }: { eventId: string; reason: string }, work: Work): Promise<{ eventId: string; by: string; at: string }> {
    const by = work.caller?.userId;
    if (!by) throw new Refusal('access.role', { detail: 'an erasure needs a named person' });
    const [entry] = (await work.em.query('select type from journal where id = $1', [eventId])) as { type: string }[];
    if (!entry) throw new Refusal('unknown.id');
    if (isProof(entry.type)) throw new Refusal('erasure.proof');
    if (!(await eraseBody(work, eventId, by, reason))) throw new Refusal('state.conflict', { state: 'erased', allowed: [] });
    return { eventId, by, at: work.at.toISOString() };
  }
}
