import { readFileSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import type { ServiceConfig } from '@xunling/platform';
import type { Origin } from '../journal/work-unit.js';
import { CONFIG, ORIGIN } from '../nest/tokens.js';
import { Ticker, type Ticking } from '../ticker/ticker.decorator.js';
import type { Work } from '../work.js';
import { nodeSigner, type NodeSigner } from './node-key.js';
import { stateHeads } from './state-heads.js';

/** States the heads of this service's chains; without a node key (a spec of one service) nothing is stated. */
@Injectable()
@Ticker({ name: 'heads', everyMs: 1_000 })
export class Heads implements Ticking {
  private readonly signer: NodeSigner | undefined;

  constructor(@Inject(CONFIG) { nodeKeyFile }: ServiceConfig, @Inject(ORIGIN) private readonly origin: Origin) {
    this.signer = nodeKeyFile ? nodeSigner(readFileSync(nodeKeyFile, 'utf8')) : undefined;
  }

  async tick(work: Work): Promise<number> {
    return this.signer ? stateHeads(work, `${this.origin.context}@${this.origin.node}`, this.signer) : 0;
  }
}
