import { Module } from '@nestjs/common';
import { AnswerItem, evidenceSubscriber, itemHandlers, itemSubscriber, NOUN, OpenItems } from '@xunling/addressee';
import { MessagingModule, type MessagingOptions } from '@xunling/messaging';
import { DepotHandler } from './depot/depot.handler.js';
import { RegisterDepots } from './depot/register-depots.js';
import { MicroGrids1763900010001 } from './migrations/micro-grids.js';
import { Supplies1700000001000 } from './migrations/supplies-1.js';
import { RequisitionAdditions1763900000001 } from './migrations/requisition-additions.js';
import { RequisitionScope1763990000101 } from './migrations/requisition-scope.js';
import { RequisitionTurns1763900012001 } from './migrations/requisition-turns.js';
import { Stock1763900026101 } from './migrations/stock.js';
import { REQUISITION } from './requisition/requisition.noun.js';
import { SampleSeed } from './seed/sample.seed.js';
import { CountStock } from './stock/count-stock.js';
import { ListItems } from './stock/list-items.js';
import { StockHandler } from './stock/stock.handler.js';

/** 物资: depots, what lies in them, and their requisitions. */
@Module({})
export class SuppliesModule {
  static with(options: Partial<MessagingOptions> = {}): object {
    return {
      module: SuppliesModule,
      imports: [MessagingModule.forService({ context: 'supplies', migrations: [Supplies1700000001000, RequisitionAdditions1763900000001, MicroGrids1763900010001, RequisitionTurns1763900012001, RequisitionScope1763990000101, Stock1763900026101], ...options })],
      providers: [
        { provide: NOUN, useValue: REQUISITION }, OpenItems, AnswerItem, itemHandlers('supplies', 'requisition'), itemSubscriber('supplies-requisition'), evidenceSubscriber('supplies-known-evidence'),
        RegisterDepots, DepotHandler, CountStock, ListItems, StockHandler, SampleSeed,
      ],
    };
  }
}
