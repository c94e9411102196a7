/** Real PostgreSQL and NATS for specs, and what it takes to kill, restore and wait for them. */
export * from './servers.js';
export * from './database.js';
export * from './nats.js';
export * from './postgres.js';
export * from './lost-commit.js';
export * from './wait.js';
export * from './seeded.js';
export * from './held-table.js';
export * from './xunling-process.js';
export { freshFolder } from './place.js';
export { MovableClock } from '@xunling/platform';
