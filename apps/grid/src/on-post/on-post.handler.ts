import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import { mayOver } from '@xunling/contracts';
import type { ArriveOnPostInput, LeaveInput, ListStationsInput, OfferInput, OnPostBoard, OnPostBoardInput, ReliefPage, StationById, StationPage, StationWithPresence } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { KeepPresence } from './keep-presence.js';
import { getStation, listStations, readBoard, reliefsFor } from './on-post.view.js';

@Injectable()
export class OnPostHandler {
  constructor(@Inject(KeepPresence) private readonly keep: KeepPresence) {}

  @Handle('grid.on-post.board')
  board({ area, level }: OnPostBoardInput, work: Work): Promise<OnPostBoard> { return readBoard(work.em, listScopes(area, work.caller!), level, work.at); }

  @Handle('grid.on-post.list')
  list({ area, mine, ...query }: ListStationsInput, work: Work): Promise<StationPage> {
    const areas = mine ? area && [area] : listScopes(area, work.caller!);
    return listStations(work.em, { ...query, ...(areas ? { areas } : {}), ...(mine ? { person: work.caller!.userId } : {}) }, work.at);
  }

  @Handle('grid.on-post.get')
  async get({ id }: StationById, work: Work): Promise<StationWithPresence> {
    const station = await getStation(work.em, id, work.at);
    if (!mayOver(work.caller!, ['*'], station.area)) throw new Refusal('access.area');
    return station;
  }

  @Handle('grid.on-post.reliefs')
  async reliefs({ id }: StationById, work: Work): Promise<ReliefPage> {
    const { area, force, present } = await getStation(work.em, id, work.at);
    if (present?.by !== work.caller!.userId && !mayOver(work.caller!, ['*'], area)) throw new Refusal('access.area');
    return reliefsFor(work.em, { area, force, presentBy: present?.by });
  }

  @Handle('grid.on-post.arrive')
  async arrive(input: ArriveOnPostInput, work: Work): Promise<StationWithPresence> {
    await this.keep.arrive(input, work);
    return getStation(work.em, input.id, work.at);
  }

  @Handle('grid.on-post.offer')
  async offer(input: OfferInput, work: Work): Promise<StationWithPresence> {
    await this.keep.offer(input, work);
    return getStation(work.em, input.id, work.at);
  }

  @Handle('grid.on-post.leave')
  async leave(input: LeaveInput, work: Work): Promise<StationWithPresence> {
    await this.keep.leave(input, work);
    return getStation(work.em, input.id, work.at);
  }
}
