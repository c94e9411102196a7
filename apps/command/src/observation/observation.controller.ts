import { Controller } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { ObservationsTaken, TakeObservations as Operation, type ListSourcesInput, type ObservationsOutcome, type SourcePage, type StateConditionInput, type StatedCondition, type TakeObservationsInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf, scopesOf } from '../caller.js';
import { iso } from '../rows.js';
import { isSilent } from './observation.js';
import { GAUGE_ID, ObservationStore } from './observation.store.js';
import { StateCondition } from './state-condition.js';

/** A device's clock may be a little ahead. */
const AHEAD_MS = 120_000;

@Controller()
export class ObservationController {
  constructor(private readonly observations: ObservationStore, private readonly conditions: StateCondition) {}

  @Handle('command.condition.state')
  state(input: StateConditionInput, work: Work): Promise<StatedCondition> { return this.conditions.execute(input, work); }

  @Handle('command.observation.take')
  async take({ readings }: TakeObservationsInput, work: Work): Promise<ObservationsOutcome> {
    const caller = callerOf(work);
    for (const [i, r] of readings.entries()) {
      if (!mayOver(caller, Operation.roles, r.area)) throw new Refusal('access.area');
      // readings of gauges come from the grid; here only people and sources of no gauge speak
      if (GAUGE_ID.test(r.source)) throw impossible(`readings[${i}].source`, 'gauge', 'readings of a gauge come in by its feed');
      if (Date.parse(r.occurredAt) > work.at.getTime() + AHEAD_MS) throw impossible(`readings[${i}].occurredAt`, 'future', 'it has not occurred yet');
    }
    // of one instant of one source the last in the list counts
    const rows = [...new Map(readings.map((r) => [`${r.element}|${r.source}|${Date.parse(r.occurredAt)}`, { ...r, suspect: r.suspect ?? false, occurredAt: new Date(r.occurredAt) }])).values()];
    const fresh = await this.observations.insert(work.em, rows, work.at);
    const late = fresh.filter((f) => f.late).length;
    const times = rows.map((r) => r.occurredAt.getTime());
    const batchId = newId();
    if (fresh.length > 0) work.append(ObservationsTaken, { batchId, n: fresh.length, late, elements: [...new Set(rows.map((r) => r.element))], from: iso(new Date(Math.min(...times))), to: iso(new Date(Math.max(...times))), by: caller.userId }, { aggregate: `observation/${batchId}`, version: 1, street: '999' });
    return { taken: fresh.length, repeated: readings.length - fresh.length, late };
  }

  @Handle('command.observation.sources')
  async sources(input: ListSourcesInput, work: Work): Promise<SourcePage> {
    const limit = Math.min(input.limit ?? 100, 500);
    const after = input.cursor ? Buffer.from(input.cursor, 'base64url').toString() : '';
    if (after && !after.includes('|')) throw new Refusal('request.malformed', { errors: [{ path: 'cursor', reason: 'cursor', message: 'is not a cursor of this list' }] });
    const rows = await this.observations.list(work.em, scopesOf(input, work), after, limit + 1, input.kind);
    const items = rows.slice(0, limit);
    return {
      items: items.map(({ pos: _pos, ...r }) => ({ ...r, occurredAt: iso(r.occurredAt), receivedAt: iso(r.receivedAt), state: isSilent({ source: r.source, everyMinutes: r.everyMinutes, readings: [{ value: r.value, at: r.occurredAt }] }, work.at) ? 'unknown' : 'known' })),
      ...(rows.length > limit ? { nextCursor: Buffer.from(items.at(-1)!.pos).toString('base64url') } : {}),
    };
  }
}
