import { Controller, Inject, Res } from '@nestjs/common';
import { GetSitrep, PrintForm, PrintSitrep, ReadDirectory, RenderForm, type Directory, type FormDocument, type RenderFormInput, type SitrepById, type SitrepView } from '@xunling/contracts/classes';
import type { FastifyReply } from 'fastify';
import { widestScope } from '../board/scope.js';
import type { Admitted } from '../door/admitted.js';
import { Forward } from '../door/forward-call.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Rooms } from '../rooms.js';
import { formSheet, peopleIn, type Names } from './form-sheet.js';
import { Printer } from './sheet-printer.js';
import type { Sheet } from './sheet.js';
import { sitrepSheet } from './sitrep-sheet.js';

const CHUNK = 200;

/** Forms and reports as files. What they say, and who may have it, is command's answer to the same caller; names are the directory's, masked for whom it masks them. */
@Controller()
export class PrintController {
  constructor(@Inject(Rooms) private readonly rooms: Rooms, @Inject(Forward) private readonly forward: Forward, @Inject(Printer) private readonly printer: Printer) {}

  @ServesOperation(PrintForm)
  async form(@OperationInput(PrintForm) input: RenderFormInput, @Admission() admitted: Admitted, @Res() reply: FastifyReply): Promise<void> {
    const doc = (await this.forward.call({ operation: RenderForm.name, input, admitted })).result as FormDocument;
    const sheet = formSheet(doc, await this.names(peopleIn(doc), admitted), this.exercise);
    await this.send(sheet, `ics-${doc.form}-${doc.from.slice(0, 10)}-${doc.hash.slice(0, 8)}.pdf`, reply);
  }

  @ServesOperation(PrintSitrep)
  async sitrep(@OperationInput(PrintSitrep) input: SitrepById, @Admission() admitted: Admitted, @Res() reply: FastifyReply): Promise<void> {
    const report = (await this.forward.call({ operation: GetSitrep.name, input, admitted })).result as SitrepView;
    const names = await this.names([report.author, ...(report.approver ? [report.approver] : [])], admitted);
    await this.send(sitrepSheet(report, this.rooms.config.zone, names, this.exercise), `sitrep-${report.number}-${report.id.slice(-8)}.pdf`, reply);
  }

  private get exercise(): boolean { return this.rooms.config.mode === 'exercise'; }

  private async send(sheet: Sheet, name: string, reply: FastifyReply): Promise<void> {
    const bytes = await this.printer.print(sheet);
    reply.headers({ 'content-type': 'application/pdf', 'content-length': bytes.length, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' });
    void reply.send(bytes);
  }

  /** Without a board, or for who has no scope, codes stand for places: a form is not held back for a name. */
  private async names(people: readonly string[], admitted: Admitted): Promise<Names> {
    const known = new Map<string, string>();
    for (let i = 0; i < people.length; i += CHUNK) {
      const { items } = (await this.forward.call({ operation: ReadDirectory.name, input: { ids: people.slice(i, i + CHUNK) }, admitted })).result as Directory;
      for (const { id, name } of items) known.set(id, name);
    }
    const scope = widestScope(admitted.caller!, undefined);
    const areas = scope && this.rooms.board.ready ? (await this.rooms.board.keep(scope)).picture.areas : {};
    return { person: (id) => known.get(id) ?? id.slice(0, 8), area: (code) => areas[code]?.zh ?? code };
  }
}
