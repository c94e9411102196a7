import { Injectable } from '@nestjs/common';
import { Ticker, type Work } from '@xunling/messaging';
import { appendChange } from './receive-alert.js';
import { expire } from './warning.js';
import { WarningStore } from './warning.store.js';

/** Expiry is computed here and nowhere else. */
@Injectable()
@Ticker({ name: 'warning-expiry', everyMs: 1000 })
export class WarningTicker {
  constructor(private readonly warnings: WarningStore) {}

  async tick(work: Work): Promise<number> {
    const due = await this.warnings.lockExpired(work.em, work.at, 100);
    for (const warning of due) {
      const change = expire(warning, work.at);
      if (!change) continue;
      await this.warnings.save(work.em, change.warning);
      appendChange(work, change);
    }
    return due.length;
  }
}
