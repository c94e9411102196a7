import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import { mayOver } from '@xunling/contracts';
import type { ArriveOnPostInput, LeaveInput, ListStationsInput, OfferInput, OnPostBoard, OnPostBoardInput, StationById, StationPage, StationWithPresence } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { KeepPresence } from './keep-presence.js';
import { getStation, listStations, readBoard } from './on-post.view.js';

@Injectable()
export class OnPostHandler {
  constructor(@Inject(KeepPresence) private readonly keep: KeepPresence) {}

  @Handle('grid.on-post.board')
  board({ area, level }: OnPostBoardInput, work: Work): Promise<OnPostBoard> { return readBoard(work.em, listScopes(area, work.caller!), level, work.at); }

  @Handle('grid.on-post.list')
  list({ area, ...query }: ListStationsInput, work: Work): Promise<StationPage> { return listStations(work.em, { ...query, areas: listScopes(area, work.caller!) }, work.at); }

  @Handle('grid.on-post.get')
  async get({ id }: StationById, work: Work): Promise<StationWithPresence> {
    const station = await getStation(work.em, id, work.at);
    if (!mayOver(work.caller!, ['*'], station.area)) throw new Refusal('access.area');
    return station;
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
