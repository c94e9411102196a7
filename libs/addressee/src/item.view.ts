import type { EntityManager } from 'typeorm';
import type { Item } from './item.js';
import { COLUMNS, itemOf, type ItemRow } from './item.row.js';

export interface ItemQuery { area?: string; state?: string; /** Holder or deputy. */ person?: string; siteId?: string; cursor?: string; limit?: number }

const MOST_ITEMS = 200;

/** Lists of one noun's items, oldest first, keyset-paged: the same cost on any page. */
export class ItemView {
  constructor(private readonly table: string) {}

  async list(em: EntityManager, query: ItemQuery): Promise<{ items: Item[]; nextCursor?: string }> {
    // a page must fit one reply of 512 KiB, texts and evidence included; `nextCursor` goes on
    const limit = Math.min(query.limit ?? 50, MOST_ITEMS);
    const { sql, parameters } = this.select(query, limit);
    const rows: ItemRow[] = await em.query(sql, parameters);
    const last = rows.at(-1);
    return { items: rows.map(itemOf), ...(rows.length === limit && last ? { nextCursor: last.no } : {}) };
  }

  /** The statement, so that a test can ask the planner about it. */
  select(query: ItemQuery, limit: number): { sql: string; parameters: unknown[] } {
    const parameters: unknown[] = [];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const after = `no > ${bind(query.cursor ?? '0')}`;
    const where = [after];
    if (query.area) where.push(areaIs(query.area, bind(query.area)));
    if (query.state) where.push(`state = ${bind(query.state)}`);
    if (query.siteId) where.push(`site_id = ${bind(query.siteId)}`);
    const table = `select ${COLUMNS} from ${this.table} where ${where.join(' and ')}`;
    if (!query.person) return { sql: `${table} order by ${this.table}.no limit ${limit}`, parameters };
    // two index scans, each already in order, beat one OR over the whole table
    const person = bind(query.person);
    const half = (column: string): string => `(${table} and ${column} = ${person} order by ${this.table}.no limit ${limit})`;
    return { sql: `select * from (${half('holder_id')} union ${half('deputy_id')}) u order by u.no::bigint limit ${limit}`, parameters };
  }
}

function areaIs(area: string, parameter: string): string {
  if (area.length === 15) return `area = ${parameter}`;
  if (area.length === 12 || area.length === 9) return `substr(area, 1, ${area.length}) = ${parameter}`;
  return `area like ${parameter} || '%'`;
}
