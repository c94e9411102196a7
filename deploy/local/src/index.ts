/** Starts the whole system on one machine: for `npm start`, and for the whole-system suites under test/. */
export { startXunling, type Xunling, type XunlingOptions } from './xunling.js';
export type { Condition, ServiceState } from './supervised.js';
export type { ServiceFile } from './settings.js';
export { permissionsOf, userEntry, inboxOf, type Permissions } from './nats-permissions.js';
