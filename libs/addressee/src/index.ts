/** The addressee's side of an order, once for duties, missions and requisitions. */
export * from './item.js';
export * from './answer.js';
export * from './said.js';
export * from './turn.js';
export * from './instant.js';
export * from './evidence.js';
export * from './paging.js';
export * from './scope.js';
export * from './noun.js';
export * from './item.store.js';
export { itemAdditions, itemScope, itemTable, itemTurns } from './item.row.js';
export * from './item.view.js';
export * from './open-items.js';
export * from './answer-item.js';
export * from './evidence.store.js';
export * from './item.handler.js';
export * from './item.subscriber.js';
export * from './evidence.subscriber.js';
