export * from './refusal.js';
export * from './clock.js';
export * from './ids.js';
