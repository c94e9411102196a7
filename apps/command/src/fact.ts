import type { EventClass } from '@xunling/contracts/classes';

/** One event a rule decided on: which class, with what data. The use case adds aggregate, version and street. */
export interface Fact { event: EventClass; data: object }

/** A fact whose data the compiler checks against its event class. */
export const fact = <T extends object>(event: EventClass<T>, data: T): Fact => ({ event, data });
