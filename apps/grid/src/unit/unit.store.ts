import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { Unit } from './unit.js';

/** Rows of the directory; a unit is closed with a date, never deleted. */
export class UnitStore {
  async lock(em: EntityManager, id: string): Promise<Unit | undefined> {
    const [row]: Unit[] = await em.query('select id, area, name, name_en as "nameEn", posts, valid_to is not null as closed from unit where id = $1 for update', [id]);
    return row;
  }

  /** Which of these are open posts. */
  async openPosts(em: EntityManager, ids: readonly string[]): Promise<Set<string>> {
    const rows: { id: string }[] = await em.query('select id from post where id = any($1) and valid_to is null', [ids]);
    return new Set(rows.map((r) => r.id));
  }

  /** Answers the unit's new version, or undefined where another unit of the place has the name. */
  async rename(em: EntityManager, id: string, name: string, nameEn: string): Promise<number | undefined> {
    try {
      return versionOf(await em.query('update unit set name = $2, name_en = $3, version = version + 1 where id = $1 returning version', [id, name, nameEn]));
    } catch (error) {
      if ((error as { code?: string }).code === '23505') return undefined;
      throw error;
    }
  }

  async staff(em: EntityManager, id: string, posts: readonly string[]): Promise<number> {
    return versionOf(await em.query('update unit set posts = $2, version = version + 1 where id = $1 returning version', [id, posts]));
  }
}

const versionOf = (answer: unknown): number => rowsOf<{ version: number }>(answer as never)[0]!.version;
