/** Injection tokens of what is no class: service settings, log, origin. */
export const CONFIG = Symbol('service-config');
export const LOG = Symbol('log');
export const ORIGIN = Symbol('origin');
/** Finds a subscriber by its name: a token, since the letters' handler and what finds it would import each other. */
export const FIND_SUBSCRIBER = Symbol('find-subscriber');
/** What the gateway's board remembers of the stream, `'ask'` elsewhere, `'none'` in specs without a gateway. */
export const BOARD = Symbol('board');
