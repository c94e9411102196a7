import { Controller } from '@nestjs/common';
import type { RosterList } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { iso } from '../rows.js';
import { RosterStore } from './roster.store.js';

@Controller()
export class RosterController {
  constructor(private readonly rosters: RosterStore) {}

  @Handle('command.roster.list')
  async list(_input: object, work: Work): Promise<RosterList> {
    return { items: (await this.rosters.all(work.em)).map((r) => ({ id: r.id, zone: r.zone, officers: r.officers, from: iso(r.since), standing: r.standing })) };
  }
}
