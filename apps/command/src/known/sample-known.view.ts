import type { INestApplication } from '@nestjs/common';
import { sampleAreas, sampleDepots, samplePosts, sampleSites, sampleTeams, sampleUnits } from '@xunling/sample';
import { DataSource } from 'typeorm';

const LOOK_MS = 100;

/** Waits until the read copy holds the whole sample district, as its owners seed it at their own first start. */
export async function knowsSample(app: INestApplication): Promise<void> {
  const wanted = sampleAreas().length + 2 * samplePosts().length + sampleSites().length + sampleTeams().length + sampleDepots().length + sampleUnits().length;
  const source = app.get(DataSource);
  for (;;) {
    const [row] = (await source.query(`select count(*)::int as n from known where kind not like 'household%' and kind not like 'shelter%' and kind not like 'stock%' and kind <> 'site-planned'`)) as [{ n: number }];
    if (row.n >= wanted) return;
    await new Promise((resolve) => { setTimeout(resolve, LOOK_MS).unref(); });
  }
}
