/** The language as class-validator classes: events and operations with their schemas. For services, not for the browser. */
export * from './event.js';
export * from './operation.js';
export * from './fields.js';
export * from './schema.js';
export * from './events/feed.js';
export * from './events/command.js';
export * from './events/item.js';
export * from './events/grid.js';
export * from './events/rescue.js';
export * from './events/supplies.js';
export * from './events/gateway.js';
export * from './events/every.js';
export * from './operations/command.js';
export * from './operations/grid.js';
export * from './operations/rescue.js';
export * from './operations/supplies.js';
export * from './operations/gateway.js';
