import { Inject, Injectable } from '@nestjs/common';
import { IncidentOpened } from '@xunling/contracts/classes';
import { ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { iso } from '../rows.js';
import { IncidentStore, type IncidentRow } from './incident.store.js';

/** One incident runs at a time; the first raised level opens one, a warning alone does not. */
@Injectable()
export class OpenIncident {
  constructor(private readonly incidents: IncidentStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  /** The running incident, opened now where there is none. */
  async running(work: Work): Promise<IncidentRow> {
    const { zone } = this.origin;
    return (await this.incidents.open(work.em, zone)) ?? (await this.begin(zone, `${iso(work.at).slice(0, 10)} 防汛`, work)) ?? (await this.incidents.open(work.em, zone))!;
  }

  async execute(name: string, work: Work): Promise<IncidentRow> {
    const { zone } = this.origin;
    const row = (await this.incidents.open(work.em, zone)) ? undefined : await this.begin(zone, name, work);
    if (!row) throw new Refusal('state.conflict', { state: 'open', allowed: [], detail: 'an incident of this zone is already open' });
    return row;
  }

  private async begin(zone: string, name: string, work: Work): Promise<IncidentRow | undefined> {
    const row: IncidentRow = { id: newId(), zone, name, state: 'open', openedAt: work.at, closedAt: null, version: 1 };
    if (!(await this.incidents.insert(work.em, row))) return undefined;
    work.append(IncidentOpened, { incidentId: row.id, zone, name, openedAt: iso(work.at) }, { aggregate: `incident/${row.id}`, version: 1, street: '000', incidentId: row.id });
    return row;
  }
}
