import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { XlEvent } from '@xunling/contracts';
import { provesItself } from './prove.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An entry as the journal makes it: head with datahash, then place, then body. */
function entry(data: object): XlEvent {
  const datasalt = 'c2FsdA';
  const head = { specversion: '1.0', id: 'e1', type: 'grid.duty.opened.v1', source: 'grid@c', street: '561', datahash: sha256(datasalt + JSON.stringify(data)) };
  const prevhash = '0'.repeat(64);
  return { ...head, originseq: 1, prevhash, hash: sha256(`${prevhash}\n1\n${JSON.stringify(head)}`), datasalt, data } as unknown as XlEvent;
}

describe('an event that proves itself', () => {
  it('is one whose head and body are as they were written', async () => {
    expect(await provesItself(entry({ itemId: 'i', note: '水位 1.2 m' }))).toBe(true);
  });

  it('is not one whose body, head or place was changed', async () => {
    const event = entry({ itemId: 'i' });
    expect(await provesItself({ ...event, data: { itemId: 'j' } } as unknown as XlEvent)).toBe(false);
    expect(await provesItself({ ...event, street: '560' })).toBe(false);
    expect(await provesItself({ ...event, originseq: 2 })).toBe(false);
  });

  it('may have lost its body by order, and then proves by its datahash', async () => {
    expect(await provesItself({ ...entry({ itemId: 'i' }), data: null, datasalt: '' } as unknown as XlEvent)).toBe(true);
  });
});
