import { Inject, Injectable } from '@nestjs/common';
import { mayOver, SEATS, type Seat } from '@xunling/contracts';
import { AssignLine as Operation, LineAssigned, LineReleased, type AssignLineInput } from '@xunling/contracts/classes';
import { ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { only } from '../incident/incident.js';
import { IncidentStore, type IncidentRow } from '../incident/incident.store.js';
import type { District } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import { SeatStore, type SeatRow } from '../seat/seat.store.js';
import { isInside, mayReport, type Node, type UnitOf } from './reporting.js';
import { lineOf, ReportingStore, type LineRow } from './reporting.store.js';

interface Place { name: string; holder?: string }
/** The place a node names and who is in it now; undefined where there is none such any more. */
function placeAt(node: Node, district: District, seats: readonly SeatRow[]): Place | undefined {
  if (node.kind === 'seat' && SEATS.includes(node.id as Seat)) {
    const holder = seats.find((s) => s.seat === node.id)?.userId;
    return { name: node.id === 'commander' ? '指挥长' : '副指挥长', ...(holder ? { holder } : {}) };
  }
  if (node.kind === 'unit') return district.organisations.find((u) => u.id === node.id);
  const found = node.kind === 'post' ? district.post(node.id) : node.kind === 'team' ? district.teams.find((t) => t.id === node.id) : undefined;
  return found && { name: found.name, ...(found.holderId ? { holder: found.holderId } : {}) };
}
/** @throws Refusal input.impossible */
function placeOf(path: string, node: Node, district: District, seats: readonly SeatRow[]): Place {
  const place = placeAt(node, district, seats);
  if (!place) throw impossible(path, 'unknown', `there is no such ${node.kind}`);
  return place;
}

/** Builds the reporting tree of an incident line by line; the incident's row is held, so that two at once count right. */
@Injectable()
export class AssignLine {
  constructor(
    private readonly lines: ReportingStore, private readonly incidents: IncidentStore, private readonly known: KnownStore, private readonly seats: SeatStore, @Inject(ORIGIN) private readonly origin: Origin,
  ) {}

  async execute(input: AssignLineInput, work: Work): Promise<LineRow> {
    const { em, at } = work;
    const by = callerOf(work);
    if (!mayOver(by, Operation.roles, this.origin.zone)) throw new Refusal('access.area');
    const incident = await this.running(input.incidentId, work);
    const [district, seats] = [await this.known.district(em), await this.seats.all(em)];
    const [who, to] = [input.who as Node, input.to as Node];
    const [place, above] = [placeOf('who', who, district, seats), placeOf('to', to, district, seats)];
    const byCommander = seats.some((s) => s.seat === 'commander' && s.userId === by.userId);
    const override = input.override;
    // who holds a place may have changed since its line was drawn
    const tree = (await this.lines.tree(em, incident.id)).map((row) => lineOf(row, placeAt(lineOf(row).who, district, seats)?.holder));
    const unitOf: UnitOf = ({ kind, id }) => (kind === 'unit' ? id : kind === 'post' ? district.unitOf(id)?.id : undefined);
    const reports = mayReport(tree, { who, to, ...place.holder ? { holder: place.holder } : {}, ...(override ? { override } : {}) }, byCommander, unitOf);
    const row: LineRow = {
      id: newId(), incident_id: incident.id, who_kind: who.kind, who_id: who.id, who_name: place.name, who_holder: place.holder ?? null, to_kind: to.kind, to_id: to.id, to_name: above.name,
      override: override ?? null, by_user: by.userId, since: at, released_at: null,
    };
    await this.lines.insert(em, row);
    work.append(LineAssigned, { lineId: row.id, incidentId: incident.id, who: { kind: who.kind, id: who.id }, to: { kind: to.kind, id: to.id }, reports, inside: isInside(reports), ...(override ? { override } : {}), by: by.userId }, { aggregate: `line/${row.id}`, version: 1, street: '000', incidentId: incident.id });
    return row;
  }

  async release(id: string, work: Work): Promise<LineRow> {
    const by = callerOf(work);
    if (!mayOver(by, Operation.roles, this.origin.zone)) throw new Refusal('access.area');
    const row = await this.lines.lock(work.em, id);
    if (row.released_at) throw new Refusal('state.conflict', { state: 'released', allowed: [] });
    await this.lines.release(work.em, id, work.at);
    work.append(LineReleased, { lineId: id, incidentId: row.incident_id, who: { kind: row.who_kind, id: row.who_id }, to: { kind: row.to_kind, id: row.to_id }, by: by.userId }, { aggregate: `line/${id}`, version: 2, street: '000', incidentId: row.incident_id });
    return row;
  }

  private async running(id: string | undefined, work: Work): Promise<IncidentRow> {
    const named = id ?? only(await this.incidents.open(work.em, this.origin.zone), [])?.id;
    const incident = named && (await this.incidents.lock(work.em, named));
    if (id && !incident) throw impossible('incidentId', 'unknown', 'there is no such incident');
    if (!incident || incident.state !== 'open') throw new Refusal('state.conflict', { state: 'no-incident', allowed: [] });
    return incident;
  }
}
