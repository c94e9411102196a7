import { Controller, Headers, Inject } from '@nestjs/common';
import { ZONE_STAFF, ZONE_WIDE } from '@xunling/contracts';
import { EraseEventBody, type EraseBodyInput, type ErasedBody } from '@xunling/contracts/classes';
import { isProof } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { setTimeout as pause } from 'node:timers/promises';
import type { Admitted } from '../door/admitted.js';
import { Forward } from '../door/forward-call.js';
import { idempotencyKeyOf } from '../door/operation.controllers.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Rooms } from '../rooms.js';
import { findRow, type BoardRow } from './board.store.js';
import { asRoles, scopeFor } from './scope.js';

const STEP_MS = 25;
const MOST_MS = 3000;

/** Erasure of one event's body by order of the caller: asked of the origin that owns it, then seen through on the board. */
@Controller()
export class ErasureController {
  constructor(@Inject(Rooms) private readonly rooms: Rooms, @Inject(Forward) private readonly forward: Forward) {}

  @ServesOperation(EraseEventBody)
  async erase(@OperationInput(EraseEventBody) input: EraseBodyInput, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<ErasedBody> {
    const key = idempotencyKeyOf(header);
    const row = await this.row(input.eventId);
    if (!row) throw new Refusal('unknown.id');
    const { zone, node } = this.rooms.config;
    const area = row.street === ZONE_WIDE || row.street === ZONE_STAFF ? zone : `${zone}${row.street}`;
    if (!scopeFor(asRoles(admitted.caller!, EraseEventBody.roles), area)) throw new Refusal('access.area');
    if (isProof(row.type)) throw new Refusal('erasure.proof');
    const [context, home] = row.source.split('@') as [string, string];
    if (context === 'feed') throw new Refusal('erasure.feed');
    if (home !== node) throw new Refusal('context.unreachable', { detail: `${row.source} erases on its own node` });
    const { result } = await this.forward.call({ operation: `${context}.journal.erase`, input, admitted, ...(key && { idempotencyKey: key }) });
    // whoever reads through this door next must not find it any more
    for (let waited = 0; waited < MOST_MS && !isGone(await this.row(input.eventId)); waited += STEP_MS) await pause(STEP_MS);
    return { ...(result as Omit<ErasedBody, 'origin'>), origin: row.source };
  }

  private row(eventId: string): Promise<BoardRow | undefined> { return this.rooms.database.use((em) => findRow(em, eventId)); }
}

const isGone = (row: BoardRow | undefined): boolean => row?.body.endsWith('"datasalt":"","data":null}') ?? false;
