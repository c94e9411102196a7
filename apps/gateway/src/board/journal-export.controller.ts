import { Controller, Inject, Res } from '@nestjs/common';
import type { Caller } from '@xunling/contracts';
import { ExportJournal, type ExportJournalInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { CurrentCaller, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Rooms } from '../rooms.js';
import { exportPages } from './journal-export.view.js';
import { asRoles, widestScope } from './scope.js';

const instant = (text: string | undefined): string | undefined => (text === undefined ? undefined : new Date(text).toISOString());

/** The journal as a file that proves without us. */
@Controller()
export class JournalExportController {
  constructor(@Inject(Rooms) private readonly rooms: Rooms) {}

  @ServesOperation(ExportJournal)
  async export(@OperationInput(ExportJournal) { area, origin, from, to }: ExportJournalInput, @CurrentCaller() caller: Caller, @Res() reply: FastifyReply): Promise<void> {
    const { board, database } = this.rooms;
    const scope = widestScope(asRoles(caller, ExportJournal.roles), area);
    if (!scope) throw new Refusal('access.area');
    if (!board.ready) throw new Refusal('context.unreachable');
    const pages = exportPages((job) => database.use(job), { scope, origin, from: instant(from), to: instant(to) }, board.place);
    // What fails at once is still an answer with a status; later the connection breaks, so that half a file is no file.
    const first = await pages.next();
    void reply.headers({ 'content-type': 'application/x-ndjson; charset=utf-8', 'content-disposition': 'attachment; filename="journal.ndjson"', 'cache-control': 'no-store' });
    void reply.send(Readable.from(behind(first, pages), { objectMode: true, highWaterMark: 1 }));
  }
}

async function* behind(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<Buffer> {
  if (first.done) return;
  yield Buffer.from(first.value);
  for await (const page of rest) yield Buffer.from(page);
}
