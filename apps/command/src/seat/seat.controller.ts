import { Controller } from '@nestjs/common';
import type { SeatList } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { iso } from '../rows.js';
import { SeatStore } from './seat.store.js';

@Controller()
export class SeatController {
  constructor(private readonly seats: SeatStore) {}

  @Handle('command.seat.list')
  async list(_input: object, work: Work): Promise<SeatList> {
    const seats = await this.seats.all(work.em);
    return { items: seats.map((s) => ({ seat: s.seat, zone: s.zone, holder: { userId: s.userId, name: s.name }, from: iso(s.since) })) };
  }
}
