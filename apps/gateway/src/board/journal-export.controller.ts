import { Controller, Inject, Res } from '@nestjs/common';
import { ExportJournal, type ExportJournalInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { Admitted } from '../door/admitted.js';
import { Forward } from '../door/forward-call.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Rooms } from '../rooms.js';
import type { ExportNote } from './journal-note.controller.js';
import { exportPages } from './journal-export.view.js';
import { asRoles, widestScope } from './scope.js';

const instant = (text: string | undefined): string | undefined => (text === undefined ? undefined : new Date(text).toISOString());

/** The journal as a file that proves without us; no byte of it leaves before it is journaled who takes it. */
@Controller()
export class JournalExportController {
  constructor(@Inject(Rooms) private readonly rooms: Rooms, @Inject(Forward) private readonly forward: Forward) {}

  @ServesOperation(ExportJournal)
  async export(@OperationInput(ExportJournal) { area, origin, from, to }: ExportJournalInput, @Admission() admitted: Admitted, @Res() reply: FastifyReply): Promise<void> {
    const { board, database } = this.rooms;
    const scope = widestScope(asRoles(admitted.caller!, ExportJournal.roles), area);
    if (!scope) throw new Refusal('access.area');
    if (!board.ready) throw new Refusal('context.unreachable');
    const { place, cursor } = board;
    const pages = exportPages((job) => database.use(job), { scope, origin, from: instant(from), to: instant(to) }, place);
    // What fails at once is still an answer with a status; later the connection breaks, so that half a file is no file.
    const first = await pages.next();
    const note: ExportNote = { area: scope.area, ...(origin && { origin }), ...(from && { from }), ...(to && { to }), upTo: cursor };
    await this.forward.call({ operation: 'gateway.journal.note-export', input: note, admitted });
    void reply.headers({ 'content-type': 'application/x-ndjson; charset=utf-8', 'content-disposition': 'attachment; filename="journal.ndjson"', 'cache-control': 'no-store' });
    void reply.send(Readable.from(behind(first, pages), { objectMode: true, highWaterMark: 1 }));
  }
}

async function* behind(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<Buffer> {
  if (first.done) return;
  yield Buffer.from(first.value);
  for await (const page of rest) yield Buffer.from(page);
}
