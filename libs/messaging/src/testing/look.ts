import type { INestApplicationContext, Type } from '@nestjs/common';
import { Transactions } from '../rpc/transactions.js';
import { tickerOptions, type Ticking } from '../ticker/ticker.decorator.js';

/** Every instance looks until nothing is due, one after another as their own tickers do: what has to happen by now has happened, once. */
export async function look(apps: Iterable<INestApplicationContext>, ticker: Type<Ticking>): Promise<void> {
  const lock = `ticker ${tickerOptions(ticker)!.name}`;
  await Promise.all([...apps].map(async (app) => {
    let handled = 1;
    while (handled > 0) {
      handled = await app.get(Transactions).run({}, async (work) => {
        await work.em.query('select pg_advisory_xact_lock(hashtext($1))', [lock]);
        return app.get<Ticking>(ticker, { strict: false }).tick(work);
      });
    }
  }));
}
