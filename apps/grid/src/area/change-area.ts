import { Inject, Injectable } from '@nestjs/common';
import { mayOver, parentOf, streetOf, ZONE_WIDE, type AreaOpened as Fact } from '@xunling/contracts';
import { AreaClosed, CloseArea, OpenArea, type CloseAreaInput, type OpenAreaInput } from '@xunling/contracts/classes';
import type { Datum } from '@xunling/geo';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { ClosePosts } from '../post/close-posts.js';
import { closeArea, openArea } from './area.js';
import { AreaStore } from './area.store.js';
import { GapStore, seatsOf } from './gap.store.js';
import { OpenAreas } from './open-areas.js';

/** Opens and closes communities, grids and micro-grids by a named person; the posts of a node close with it. */
@Injectable()
export class ChangeArea {
  private readonly store = new AreaStore();
  private readonly gaps = new GapStore();
  constructor(@Inject(OpenAreas) private readonly areas: OpenAreas, @Inject(ClosePosts) private readonly posts: ClosePosts) {}

  async open({ code, name, nameEn, ring, datum }: OpenAreaInput, work: Work): Promise<void> {
    if (!mayOver(work.caller!, OpenArea.roles, code)) throw new Refusal('access.area');
    const parent = await this.store.lock(work.em, parentOf(code) ?? code);
    const drawn = openArea({ code, ring, datum: datum as Datum }, await this.store.lock(work.em, code), parent);
    const fact: Fact = { code, name, nameEn, datum: 'WGS84', validFrom: work.at.toISOString(), ...drawn };
    await this.areas.run([fact], work);
  }

  async close({ code, reason }: CloseAreaInput, work: Work): Promise<void> {
    if (!mayOver(work.caller!, CloseArea.roles, code)) throw new Refusal('access.area');
    closeArea(code, await this.store.lock(work.em, code), await this.store.inUse(work.em, code));
    await this.posts.ofArea(code, reason, work);
    const version = await this.store.close(work.em, code, work.at);
    await this.gaps.refresh(work.em, seatsOf(code));
    work.append(AreaClosed, { code, reason, by: work.caller!.userId, validTo: work.at.toISOString() }, { aggregate: `area/${code}`, version, street: streetOf(code, ZONE_WIDE) });
  }
}
