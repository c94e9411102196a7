import { Inject, Injectable } from '@nestjs/common';
import { ORIGIN, type Origin } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { InCommand } from '../decision/signer.js';
import { SignerStore } from '../decision/signer.store.js';
import type { Person } from '../seat/seat.js';
import { SeatStore } from '../seat/seat.store.js';
import { RosterStore } from './roster.store.js';

/** Who holds command at an instant, with the names they are shown by; `people` are the seat holders and the officers on duty, each once. */
export interface OnDuty extends InCommand { people: Person[]; nameOf(userId: string): string }

@Injectable()
export class OnDutyView {
  constructor(private readonly seats: SeatStore, private readonly rosters: RosterStore, private readonly signers: SignerStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async at(em: EntityManager, at: Date): Promise<OnDuty> {
    const seats = await this.seats.all(em);
    const roster = await this.rosters.running(em, this.origin.zone, at);
    const set = await this.signers.find(em);
    const officers = roster?.officers ?? [];
    const names = new Map([...officers, ...seats].map((p) => [p.userId, p.name]));
    const holder = (seat: string): string | undefined => seats.find((s) => s.seat === seat)?.userId;
    const [commander, deputy] = [holder('commander'), holder('deputy')];
    return {
      ...(commander ? { commander } : {}), ...(deputy ? { deputy } : {}), ...(set ? { signers: set.signers } : {}), roster: officers.map((o) => o.userId),
      people: [...names].map(([userId, name]) => ({ userId, name })), nameOf: (id) => names.get(id) ?? id,
    };
  }
}
