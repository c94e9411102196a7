/** Injection tokens: the one channel port, and what the environment says about carriers. */
export const CHANNEL_PORT = Symbol('callout-channels');
export const CALLOUT_SETTINGS = Symbol('callout-settings');
