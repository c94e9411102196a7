import { Injectable } from '@nestjs/common';
import { mayOver, streetOf } from '@xunling/contracts';
import { CasualtiesExplained, ExplainCasualties as Operation, type CasualtyTotal } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';

/** Why the totals of a street moved by more than a fifth, kept with the totals it speaks of. */
@Injectable()
export class ExplainCasualties {
  async run(area: string, text: string, items: readonly CasualtyTotal[], work: Work): Promise<void> {
    if (area.length !== 9) throw impossible('area', 'area.kind', 'totals are explained street by street');
    if (!mayOver(work.caller!, Operation.roles, area)) throw new Refusal('access.area');
    const total = items.find((i) => i.area === area);
    if (!total || total.jumps.length === 0) throw new Refusal('state.conflict', { state: 'explained', allowed: [], detail: 'no total of this street asks for an explanation' });
    const { dead, missing, injured } = total;
    const fact = { explanationId: newId(), area, text, dead, missing, injured, by: work.caller!.userId, at: work.at.toISOString() };
    await work.em.query('insert into casualty_explanation (id, area, text, dead, missing, injured, by, at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [fact.explanationId, area, text, dead, missing, injured, fact.by, work.at]);
    work.append(CasualtiesExplained, fact, { aggregate: `casualty-explanation/${fact.explanationId}`, version: 1, street: streetOf(area) });
  }
}
