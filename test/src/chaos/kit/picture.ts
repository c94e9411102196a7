import { expect } from 'vitest';
import type { XlEvent } from '@xunling/contracts';
import { emptyPicture, fold, hashPicture } from '@xunling/picture';
import type { City } from '../../kit/city.js';
import { ask } from '../../kit/database.js';

interface Kept { epoch: number; seq: number; received: string; body: string }

/** The picture the gateway tells from memory is the fold of every event the board keeps up to the same place. */
export async function pictureIsTheFold(city: City): Promise<void> {
  const { status, body } = await (await city.as('duty1')).get<{ cursor: string; hash: string }>('/api/picture?area=410171');
  expect(status).toBe(200);
  const [epoch, seq] = body.cursor.split('-').map(Number);
  const rows = await ask<Kept>(city, 'gateway', `select epoch, seq::int as seq, received, body from board_event where (epoch, seq) <= (${epoch! - 1}, ${seq}) order by epoch, board_event.seq`);
  const picture = rows.reduce((p, row) => fold(p, JSON.parse(row.body) as XlEvent, { seq: row.seq, received: row.received, epoch: row.epoch + 1 }), emptyPicture());
  expect([rows.length > 0, hashPicture(picture)]).toEqual([true, body.hash]);
}
