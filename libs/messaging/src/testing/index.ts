/** For specs of services: another context of the system, and a look of all tickers. */
export { ForeignOrigin, type Outgoing } from './foreign-origin.js';
export { look } from './look.js';
