/** Injection tokens of what is no class: service settings, log, origin. */
export const CONFIG = Symbol('service-config');
export const LOG = Symbol('log');
export const ORIGIN = Symbol('origin');
