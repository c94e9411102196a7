/** The language of Xunling, safe in a browser: codes, areas, the envelope, refusals, event data as types. */
export * from './codes.js';
export * from './area.js';
export * from './envelope.js';
export * from './caller.js';
export * from './refusals.js';
export type * from './events/feed.js';
export type * from './events/command.js';
export type * from './events/plans.js';
export type * from './events/seats.js';
export type * from './events/sitreps.js';
export type * from './events/claims.js';
export type * from './events/item.js';
export type * from './events/grid.js';
export type * from './events/rescue.js';
export type * from './events/supplies.js';
export type * from './events/gateway.js';
export type * from './events/every.js';
export * from './routes.gen.js';
