import { Inject, Injectable } from '@nestjs/common';
import { mayOver, within } from '@xunling/contracts';
import { IncidentOpened, OpenIncident as Operation, type OpenIncidentInput } from '@xunling/contracts/classes';
import { ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { KnownStore } from '../known/known.store.js';
import { iso } from '../rows.js';
import { mayCommand, only } from './incident.js';
import { IncidentStore, type IncidentRow } from './incident.store.js';

/** Several incidents may run at once. The first raised level or order opens one where none runs; a warning alone does not. */
@Injectable()
export class OpenIncident {
  constructor(private readonly incidents: IncidentStore, private readonly known: KnownStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  /** The incident an act over these areas belongs to: the one it names, else the only one open there, else one opened now over the zone. It is not closed before the act is done. */
  async named(id: string | undefined, areas: readonly string[], work: Work): Promise<IncidentRow> {
    const { zone } = this.origin;
    if (id) {
      const incident = await this.incidents.keep(work.em, id);
      if (!incident) throw impossible('incidentId', 'unknown', 'there is no such incident');
      mayCommand(incident, areas);
      return incident;
    }
    const open = await this.only(areas, work);
    if (open) return open;
    // two acts at once open one: the second looks again after the first
    await this.incidents.hold(work.em, zone);
    return (await this.only(areas, work)) ?? this.begin(`${iso(work.at).slice(0, 10)} 防汛`, [zone], work);
  }

  /** The only one open there; one that was closed meanwhile is none. */
  private async only(areas: readonly string[], work: Work): Promise<IncidentRow | undefined> {
    const found = only(await this.incidents.open(work.em, this.origin.zone), areas);
    const kept = found && (await this.incidents.keep(work.em, found.id));
    return kept?.state === 'closed' ? this.only(areas, work) : kept;
  }

  async execute({ name, areas }: OpenIncidentInput, work: Work): Promise<IncidentRow> {
    const { zone } = this.origin;
    const district = await this.known.district(work.em);
    for (const area of areas ?? []) {
      if (!within(area, zone)) throw new Refusal('access.area');
      if (area !== zone && (area.length !== 9 || !district.area(area))) throw new Refusal('area.unknown', { detail: `${area} is no street of this zone` });
    }
    const over = areas && areas.length > 0 ? [...new Set(areas)].sort() : [zone];
    if (!over.every((area) => mayOver(callerOf(work), Operation.roles, area))) throw new Refusal('access.area');
    return this.begin(name, over, work);
  }

  private async begin(name: string, areas: string[], work: Work): Promise<IncidentRow> {
    const { zone } = this.origin;
    const row: IncidentRow = { id: newId(), zone, areas, name, state: 'open', openedAt: work.at, closedAt: null, version: 1 };
    await this.incidents.insert(work.em, row);
    work.append(IncidentOpened, { incidentId: row.id, zone, areas, name, openedAt: iso(work.at) }, { aggregate: `incident/${row.id}`, version: 1, street: '000', incidentId: row.id });
    return row;
  }
}
