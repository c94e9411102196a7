import type { EntityManager } from 'typeorm';
import type { Item } from './item.js';
import { COLUMNS, itemOf, type ItemRow } from './item.row.js';
import { pageOf, positionOf, type Page } from './paging.js';
import { withinAny } from './scope.js';

/** `areas` or, where a `person` (holder or deputy) is given, optional. */
export interface ItemQuery { areas?: readonly string[]; state?: string; person?: string; cursor?: string; limit?: number }

/** Lists of one noun's items, oldest first, keyset-paged: the same cost on any page. */
export class ItemView {
  constructor(private readonly table: string) {}

  async list<V>(em: EntityManager, query: ItemQuery, view: (item: Item) => V): Promise<Page<V>> {
    const limit = query.limit ?? 50;
    const { sql, parameters } = this.select(query, limit + 1);
    return pageOf((await em.query(sql, parameters)) as ItemRow[], limit, (row) => view(itemOf(row)));
  }

  /** The statement, so that a test can ask the planner about it. */
  select(query: ItemQuery, rows: number): { sql: string; parameters: unknown[] } {
    const parameters: unknown[] = [];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const where = [`no > ${bind(positionOf(query.cursor))}`];
    if (query.areas) where.push(withinAny('area', query.areas, bind));
    if (query.state) where.push(`state = ${bind(query.state)}`);
    const table = `select ${COLUMNS} from ${this.table} where ${where.join(' and ')}`;
    const inOrder = `order by ${this.table}.no limit ${rows}`;
    if (!query.person) return { sql: `${table} ${inOrder}`, parameters };
    // two index scans, each already in order, beat one OR over the whole table
    const person = bind(query.person);
    const half = (column: string): string => `(${table} and ${column} = ${person} ${inOrder})`;
    return { sql: `select * from (${half('holder_id')} union ${half('deputy_id')}) u order by u.no::bigint limit ${rows}`, parameters };
  }
}
