import { Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { ListDepotsInput, DepotPage } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { listDepots } from './depot.view.js';

@Injectable()
export class DepotHandler {
  @Handle('supplies.depot.list')
  list({ area, ...input }: ListDepotsInput, work: Work): Promise<DepotPage> {
    return listDepots(work.em, { ...input, areas: listScopes(area, work.caller!) });
  }
}
