import { Injectable } from '@nestjs/common';
import { mayOver, streetOf, ZONE_WIDE } from '@xunling/contracts';
import { RenameUnit, StaffUnit, UnitRenamed, UnitStaffed, type RenameUnitInput, type StaffUnitInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { renameUnit, staffUnit, type Unit } from './unit.js';
import { UnitStore } from './unit.store.js';

/** Gives a unit another name, and says which posts speak for it. */
@Injectable()
export class ChangeUnit {
  private readonly store = new UnitStore();

  async rename({ id, name, nameEn }: RenameUnitInput, work: Work): Promise<void> {
    const unit = await this.mine(id, RenameUnit.roles, work);
    if (!renameUnit(unit, { name, nameEn })) return;
    const version = await this.store.rename(work.em, id, name, nameEn);
    if (version === undefined) throw new Refusal('state.conflict', { state: 'open', allowed: ['rename'], detail: 'a unit of this name is in the directory already' });
    work.append(UnitRenamed, { unitId: id, area: unit.area, name, nameEn, by: work.caller!.userId }, { aggregate: `unit/${id}`, version, street: streetOf(unit.area, ZONE_WIDE) });
  }

  async staff({ id, posts }: StaffUnitInput, work: Work): Promise<void> {
    await this.name(await this.mine(id, StaffUnit.roles, work), posts, work);
  }

  /** One post more, behind those it has. */
  async attach(id: string, postId: string, work: Work): Promise<void> {
    const unit = await this.mine(id, StaffUnit.roles, work);
    const open = await this.store.openPosts(work.em, unit.posts);
    await this.name(unit, [...unit.posts.filter((p) => open.has(p)), postId], work);
  }

  private async name(unit: Unit, posts: readonly string[], work: Work): Promise<void> {
    const named = staffUnit(unit, posts, await this.store.openPosts(work.em, posts));
    if (!named) return;
    const version = await this.store.staff(work.em, unit.id, named);
    work.append(UnitStaffed, { unitId: unit.id, area: unit.area, posts: named, by: work.caller!.userId }, { aggregate: `unit/${unit.id}`, version, street: streetOf(unit.area, ZONE_WIDE) });
  }

  private async mine(id: string, roles: readonly string[], work: Work): Promise<Unit> {
    const unit = await this.store.lock(work.em, id);
    if (!unit) throw new Refusal('unknown.id');
    if (!mayOver(work.caller!, roles, unit.area)) throw new Refusal('access.area');
    return unit;
  }
}
