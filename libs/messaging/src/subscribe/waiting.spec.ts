import { describe, expect, it } from 'vitest';
import { SystemClock } from '@xunling/platform';
import { retryParked, type SettlementContext } from './settlement.js';

/** A subscription's reader whose database answers with these rows; each statement is noted. */
function reader(rows: { aggregate: string }[]): { context: SettlementContext; asked: string[] } {
  const asked: string[] = [];
  const query = (sql: string): Promise<object[]> => { asked.push(sql); return Promise.resolve(/distinct aggregate/.test(sql) ? rows : []); };
  const context = { runner: { manager: { query } }, clock: new SystemClock(), options: { name: 'spec' }, uncounted: new Set() } as unknown as SettlementContext;
  return { context, asked };
}

describe('an idle subscription', () => {
  it('asks once whether messages wait, and not again while none do', async () => {
    const { context, asked } = reader([]);
    for (let n = 0; n < 5; n++) expect(await retryParked(context)).toBe(0);
    expect(asked).toHaveLength(1);
  });

  it('asks each time while some wait, also where their time has not come', async () => {
    const { context, asked } = reader([{ aggregate: 'thing/1' }]);
    for (let n = 0; n < 3; n++) await retryParked(context);
    expect(asked).toHaveLength(6);
  });
});
