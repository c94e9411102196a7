/** For specs of a service that is an addressee of orders. */
export * from './item-service.js';
