import { Injectable } from '@nestjs/common';
import type { Work } from '@xunling/messaging';
import { TellOfficers } from '../escalation/tell-officers.js';
import { KnownStore } from '../known/known.store.js';
import { appendFacts } from '../rows.js';
import type { Outcome } from './decision.js';
import { DecisionStore } from './decision.store.js';
import { decisionText } from './decision-text.js';
import { ringsOf } from './ring.js';

/** Rings whom a decision waits for, in the transaction that says so: where it moves, a person is told, not a screen alone (C1). */
@Injectable()
export class CallDecider {
  constructor(private readonly officers: TellOfficers, private readonly known: KnownStore) {}

  /** `by` did it and is not rung. */
  async execute(outcome: Outcome, work: Work, by?: string): Promise<void> {
    const rings = ringsOf(outcome, by);
    if (rings.length === 0) return;
    const { decision } = outcome;
    const district = await this.known.district(work.em);
    const areas = decision.areas.map((code) => ({ name: district.area(code)?.name ?? code, nameEn: district.area(code)?.nameEn ?? code }));
    await this.officers.execute('decision', decision.id, rings.map(({ userId, why, key }) => { const { zh, en } = decisionText(decision, why, areas); return { key, userId, textZh: zh, textEn: en }; }), work);
  }
}

/** Writes what a clock, a warning or gauges did to a decision, says so to zone staff and rings whom it waits for. */
@Injectable()
export class RecordDecision {
  constructor(private readonly decisions: DecisionStore, private readonly calling: CallDecider) {}

  async execute(outcome: Outcome, work: Work): Promise<void> {
    const { decision, facts } = outcome;
    await this.decisions.save(work.em, { ...decision, version: appendFacts(work, `decision/${decision.id}`, '999', decision.version, facts) });
    await this.calling.execute(outcome, work);
  }
}
