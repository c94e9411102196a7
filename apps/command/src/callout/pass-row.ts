import { Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import type { PassCalloutRowInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { iso } from '../rows.js';
import { factsOf, withVerdict } from './advance.js';
import { ladder } from './callout.js';
import { CalloutStore, type PersonRow } from './callout.store.js';
import { Saying } from './say.js';
import { CALLERS } from './start-callout.js';

/** What may still be done with a row by hand. */
export const allowedOf = (r: Pick<PersonRow, 'state' | 'step' | 'callees'>): ('superior' | 'door')[] =>
  r.state === 'reached' || r.step === 'door' ? [] : r.step === 'superior' || !r.callees.some((c) => c.role === 'superior') ? ['door'] : ['superior', 'door'];

@Injectable()
export class PassRow {
  constructor(private readonly callouts: CalloutStore) {}

  /** @throws Refusal unknown.id, access.area, state.conflict */
  async execute({ id, rowId, to, reason }: PassCalloutRowInput, work: Work): Promise<PersonRow> {
    const callout = await this.callouts.get(work.em, id, true);
    const [row] = await this.callouts.lockRows(work.em, [rowId]);
    if (!row || row.calloutId !== id) throw new Refusal('unknown.id');
    const caller = callerOf(work);
    if (!mayOver(caller, CALLERS, row.area)) throw new Refusal('access.area');
    const allowed = callout.state === 'running' && callout.kind === 'alarm' ? allowedOf(row) : [];
    if (!(allowed as string[]).includes(to)) throw new Refusal('state.conflict', { state: row.state === 'reached' ? 'reached' : row.step, allowed });
    const passed: PersonRow = { ...row, passes: [...row.passes, { to: to as 'superior' | 'door', at: iso(work.at) }] };
    const [attempts, answers] = [(await this.callouts.attemptsOf(work.em, [rowId])).get(rowId) ?? [], (await this.callouts.answersOf(work.em, [rowId])).get(rowId) ?? []];
    const verdict = ladder(factsOf(callout, passed, attempts, answers), work.at);
    const after = { ...withVerdict(passed, verdict), ...(verdict.ring ? { nextAt: work.at } : {}) };
    await this.callouts.saveRows(work.em, [after]);
    const say = new Saying(callout, work.at);
    say.passed([after], caller.userId, reason);
    await this.callouts.save(work.em, say.append(work));
    return after;
  }
}
