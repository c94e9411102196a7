import { Controller, Headers, Inject, Req, Res } from '@nestjs/common';
import { PictureEvents, type PictureEventsInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { Admitted } from '../door/admitted.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Rooms } from '../rooms.js';
import { readRows, type Place } from './board.store.js';
import { parseCursor } from './cursor.js';
import { scopeKey, widestScope, type Scope } from './scope.js';
import { eventFrame, type Sink } from './sse-hub.js';

/** Server-sent events of an area: what was missed since the cursor, then live, without a gap or a double in between. */
@Controller()
export class EventsController {
  constructor(@Inject(Rooms) private readonly rooms: Rooms) {}

  @ServesOperation(PictureEvents)
  async stream(
    @OperationInput(PictureEvents) input: PictureEventsInput, @Admission() admitted: Admitted, @Headers('last-event-id') lastId: string | undefined,
    @Req() request: FastifyRequest, @Res() reply: FastifyReply,
  ): Promise<void> {
    const { board } = this.rooms;
    const caller = admitted.caller!;
    const scope = widestScope(caller, input.area);
    if (!scope) throw new Refusal('access.area');
    if (!board.ready) throw new Refusal('context.unreachable');
    const cursor = lastId ?? input.after;
    const after = cursor ? parseCursor(cursor) : undefined;
    if (after && (after.epoch !== board.epoch || after.seq > board.seq)) throw new Refusal('picture.gone', { extra: { snapshot: `/api/picture?area=${scope.area}` } });
    // the hub hashes the scope's picture in its heartbeats, so it must be kept while somebody listens
    await board.keep(scope);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { ...reply.getHeaders() as Record<string, string>, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no', connection: 'keep-alive' });
    request.raw.socket.setNoDelay(true);
    await this.follow(raw, scope, admitted, after && { epoch: after.epoch - 1, seq: after.seq });
  }

  private async follow(raw: ServerResponse, scope: Scope, admitted: Admitted, after: Place | undefined): Promise<void> {
    const { board, changes } = this.rooms;
    const gate = new Gate(raw);
    board.hub.flush();
    const upTo = board.place;
    const leave = board.hub.join({ userId: admitted.caller!.userId, scope, sink: gate });
    const forget = changes.onChange((change) => {
      if (change.userId === admitted.caller!.userId && (!change.sessionId || change.sessionId === admitted.sessionId)) gate.end();
    });
    const expires = admitted.expiresAt ? setTimeout(() => gate.end(), Math.min(Date.parse(admitted.expiresAt) - this.rooms.clock.now().getTime(), 2 ** 31 - 1)) : undefined;
    raw.once('close', () => { leave(); forget(); clearTimeout(expires); });
    raw.write(board.heartbeatFrame(''));
    if (after !== undefined) await this.missed(raw, scope, after, upTo);
    // what is folded but still waits in the window must go out first, or the hash would speak of events the browser lacks
    board.hub.flush();
    gate.open(board.heartbeatFrame(scopeKey(scope)));
  }

  /** What lies between the cursor and the instant of joining, from the table. */
  private async missed(raw: ServerResponse, scope: Scope, after: Place, upTo: Place): Promise<void> {
    const { board, database } = this.rooms;
    for (let from = after; from.seq < upTo.seq;) {
      const rows = await database.use((em) => readRows(em, scope, from, upTo));
      if (rows.length === 0) return;
      const bytes = Buffer.concat(rows.map((row) => eventFrame(board.epoch, row.seq, row.type, row.body, row.received)));
      if (!raw.write(bytes)) await new Promise((resolve) => { raw.once('drain', resolve); raw.once('close', resolve); });
      from = rows.at(-1)!;
    }
  }
}

/** Holds live frames back until what was missed has been written. */
class Gate implements Sink {
  private held: Buffer[] | undefined = [];
  constructor(private readonly raw: ServerResponse) {}
  get pending(): number { return this.raw.writableLength; }
  write(bytes: Buffer): boolean {
    if (this.held) { this.held.push(bytes); return true; }
    return this.raw.write(bytes);
  }
  end(): void { this.raw.end(); }
  open(first: Buffer): void {
    const held = this.held ?? [];
    this.held = undefined;
    // a heartbeat made now speaks of all that was folded: it must come behind the frames held back, where there are none it may come at once
    for (const bytes of held) this.raw.write(bytes);
    if (held.length === 0) this.raw.write(first);
  }
}
