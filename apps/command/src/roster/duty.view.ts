import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { District } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import { onDutyIn, type AreaDuty } from './duty.js';
import { RosterStore } from './roster.store.js';

/** The district as orders and callouts address it at an instant: by who is on duty where an area keeps a roster of its own. */
@Injectable()
export class DutyView {
  private kept: { base: District; key: string; district: District } | undefined;
  constructor(private readonly known: KnownStore, private readonly rosters: RosterStore) {}

  async district(em: EntityManager, at: Date): Promise<District> {
    return this.over(await this.known.district(em), await this.rosters.duties(em, at));
  }

  /** With who is on duty, area by area. */
  async withDuties(em: EntityManager, at: Date): Promise<{ district: District; duties: AreaDuty[]; everybody: District }> {
    const [everybody, duties] = [await this.known.district(em), await this.rosters.duties(em, at)];
    return { district: this.over(everybody, duties), duties, everybody };
  }

  /** Built once for each change of the copy and each shift. */
  private over(base: District, duties: readonly AreaDuty[]): District {
    if (duties.length === 0) return base;
    const key = JSON.stringify(duties.map((d) => [d.area, d.officers, [...d.rostered]]));
    if (this.kept?.base !== base || this.kept.key !== key) this.kept = { base, key, district: onDutyIn(base, duties) };
    return this.kept.district;
  }
}
