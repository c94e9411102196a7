import { Controller, Inject } from '@nestjs/common';
import type { AssignLineInput, CommandById, ReportingLine, ReportingTree, ReportingTreeInput } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { IncidentStore } from '../incident/incident.store.js';
import { OnDutyView, type OnDuty } from '../roster/on-duty.view.js';
import { compact, iso } from '../rows.js';
import { AssignLine } from './assign-line.js';
import { isInside } from './reporting.js';
import { ReportingStore, type LineRow } from './reporting.store.js';

/** A seat shows who holds it now; posts and teams are shown by name, their holders by id where command knows them. */
function shown(r: LineRow, duty: OnDuty): ReportingLine {
  const seat = (kind: string, id: string): object => {
    const userId = kind === 'seat' ? duty[id as 'commander' | 'deputy'] : undefined;
    return userId ? { holder: { userId, name: duty.nameOf(userId) } } : {};
  };
  return compact({
    id: r.id, who: { kind: r.who_kind, id: r.who_id, name: r.who_name, ...seat(r.who_kind, r.who_id) }, to: { kind: r.to_kind, id: r.to_id, name: r.to_name, ...seat(r.to_kind, r.to_id) },
    override: r.override, by: r.by_user, since: iso(r.since),
  }) as ReportingLine;
}

@Controller()
export class ReportingController {
  constructor(private readonly lines: ReportingStore, private readonly incidents: IncidentStore, private readonly onDuty: OnDutyView, private readonly assigning: AssignLine, @Inject(ORIGIN) private readonly origin: Origin) {}

  @Handle('command.line.list') list(input: ReportingTreeInput, work: Work): Promise<ReportingTree> { return this.tree(work.em, input, work.at); }
  @Handle('command.line.assign') async assign(input: AssignLineInput, work: Work): Promise<ReportingLine> { return shown(await this.assigning.execute(input, work), await this.onDuty.at(work.em, work.at)); }
  @Handle('command.line.release') async release({ id }: CommandById, work: Work): Promise<ReportingLine> { return shown(await this.assigning.release(id, work), await this.onDuty.at(work.em, work.at)); }

  private async tree(em: EntityManager, input: ReportingTreeInput, at: Date): Promise<ReportingTree> {
    const incidentId = input.incident ?? (await this.incidents.open(em, this.origin.zone))[0]?.id;
    if (!incidentId) return { spans: [], items: [] };
    const duty = await this.onDuty.at(em, at);
    const items = (await this.lines.tree(em, incidentId)).map((r) => shown(r, duty));
    const above = new Map(items.map((l) => [`${l.to.kind}|${l.to.id}`, l.to]));
    const spans = [...above].map(([key, node]) => {
      const reports = items.filter((l) => `${l.to.kind}|${l.to.id}` === key).length;
      return { node, reports, inside: isInside(reports) };
    });
    return { incidentId, spans: spans.slice(0, 500), items };
  }
}
