import { Injectable } from '@nestjs/common';
import { mayOver, parentOf, streetOf, ZONE_WIDE, type AreaOpened as Fact } from '@xunling/contracts';
import { AreaClosed, AreaOpened, CloseArea, OpenArea, type CloseAreaInput, type OpenAreaInput } from '@xunling/contracts/classes';
import type { Datum } from '@xunling/geo';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { closeArea, openArea } from './area.js';
import { AreaStore } from './area.store.js';

/** Opens and closes communities, grids and micro-grids by a named person. */
@Injectable()
export class ChangeArea {
  private readonly store = new AreaStore();

  async open({ code, name, nameEn, ring, datum }: OpenAreaInput, work: Work): Promise<void> {
    if (!mayOver(work.caller!, OpenArea.roles, code)) throw new Refusal('access.area');
    const parent = await this.store.lock(work.em, parentOf(code) ?? code);
    const drawn = openArea({ code, ring, datum: datum as Datum }, await this.store.lock(work.em, code), parent);
    const fact: Fact = { code, name, nameEn, datum: 'WGS84', validFrom: work.at.toISOString(), ...drawn };
    await this.store.insertMany(work.em, [fact]);
    work.append(AreaOpened, fact, { aggregate: `area/${code}`, version: 1, street: streetOf(code, ZONE_WIDE) });
  }

  async close({ code, reason }: CloseAreaInput, work: Work): Promise<void> {
    if (!mayOver(work.caller!, CloseArea.roles, code)) throw new Refusal('access.area');
    closeArea(code, await this.store.lock(work.em, code), await this.store.inUse(work.em, code));
    const version = await this.store.close(work.em, code, work.at);
    work.append(AreaClosed, { code, reason, by: work.caller!.userId, validTo: work.at.toISOString() }, { aggregate: `area/${code}`, version, street: streetOf(code, ZONE_WIDE) });
  }
}
