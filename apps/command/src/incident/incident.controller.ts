import { Controller } from '@nestjs/common';
import type { CloseIncidentInput, CommandPage, IncidentBoard, IncidentPage, IncidentView, OpenIncidentInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { iso, limitOf } from '../rows.js';
import { CloseIncident } from './close-incident.js';
import { IncidentStore, type IncidentRow } from './incident.store.js';
import { IncidentBoards, shown } from './incident.view.js';
import { OpenIncident } from './open-incident.js';

const cursorOf = (r: IncidentRow): string => Buffer.from(`${iso(r.openedAt)} ${r.id}`).toString('base64url');
function startOf(cursor: string | undefined): { at: Date; id: string } | undefined {
  if (!cursor) return undefined;
  const match = /^(\S{20,30}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new Refusal('request.malformed', { errors: [{ path: 'cursor', reason: 'cursor', message: 'is not a cursor of this list' }] });
  return { at: new Date(match[1]!), id: match[2]! };
}

@Controller()
export class IncidentController {
  constructor(private readonly incidents: IncidentStore, private readonly open: OpenIncident, private readonly closing: CloseIncident, private readonly boards: IncidentBoards) {}

  @Handle('command.incident.list')
  async list(input: CommandPage, work: Work): Promise<IncidentPage> {
    const limit = limitOf(input.limit);
    const rows = await this.incidents.list(work.em, startOf(input.cursor), limit + 1);
    const items = rows.slice(0, limit);
    return { items: items.map(shown), ...(rows.length > limit ? { nextCursor: cursorOf(items.at(-1)!) } : {}) };
  }

  @Handle('command.incident.board')
  board(_: object, work: Work): Promise<IncidentBoard> { return this.boards.read(work.em); }

  @Handle('command.incident.open')
  async begin(input: OpenIncidentInput, work: Work): Promise<IncidentView> { return shown(await this.open.execute(input, work)); }

  @Handle('command.incident.close')
  async close(input: CloseIncidentInput, work: Work): Promise<IncidentView> { return shown(await this.closing.execute(input, work)); }
}
