import { Injectable } from '@nestjs/common';
import { streetOf, ZONE_WIDE, type AreaOpened as Fact } from '@xunling/contracts';
import { AreaOpened } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { AreaStore } from './area.store.js';
import { GapStore, seatsOf } from './gap.store.js';

/** Opens nodes of the area tree, each once, with its event. */
@Injectable()
export class OpenAreas {
  private readonly store = new AreaStore();
  private readonly gaps = new GapStore();

  async run(areas: readonly Fact[], work: Work): Promise<number> {
    const opened = await this.store.insertMany(work.em, areas);
    await this.gaps.refresh(work.em, [...opened].flatMap(seatsOf));
    for (const area of areas) {
      if (opened.has(area.code)) work.append(AreaOpened, area, { aggregate: `area/${area.code}`, version: 1, street: streetOf(area.code, ZONE_WIDE) });
    }
    return opened.size;
  }
}
