import 'reflect-metadata';
import { CONTEXTS, type Context } from './codes.js';

/** A class whose instances are the `data` of one event type. */
export type EventClass<T extends object = object> = new () => T;

export interface EventDefinition<T extends object = object> {
  /** `<context>.<noun>.<verb>.v<major>`, also the CloudEvents type. */
  type: string;
  context: Context;
  data: EventClass<T>;
  /** One sentence for AsyncAPI. */
  summary: string;
}

const byType = new Map<string, EventDefinition>();
const byClass = new Map<Function, EventDefinition>();

/** Registers a class as the data of `name` (`command.order.issued`); the major version is 1 unless the name ends in `.v<n>`. */
export function Event(name: string, summary: string): ClassDecorator {
  return (target) => { define(name, summary, target as unknown as EventClass); };
}

function define(name: string, summary: string, data: EventClass): void {
  const type = /\.v\d+$/.test(name) ? name : `${name}.v1`;
  const context = type.split('.')[0] as Context;
  if (!CONTEXTS.includes(context)) throw new Error(`event ${type}: unknown context`);
  if (byType.has(type)) throw new Error(`event ${type} is defined twice`);
  const definition = { type, context, data, summary };
  byType.set(type, definition);
  if (!byClass.has(data)) byClass.set(data, definition);
}

/** Registers one class for the same noun.verb of every context (`command.head.stated`, `grid.head.stated`, …). */
export function EventOfEveryContext(nounVerb: string, summary: string): ClassDecorator {
  return (target) => { for (const context of CONTEXTS) define(`${context}.${nounVerb}`, summary, target as unknown as EventClass); };
}

/** Definition of a type, or undefined where no class is registered. */
export const eventByType = (type: string): EventDefinition | undefined => byType.get(type);

/** Definition of a class; of an every-context class the one of `context`. Throws where the class is no event. */
export function eventOf(cls: Function, context?: string): EventDefinition {
  const found = byClass.get(cls);
  if (!found) throw new Error(`${cls.name} is not an event`);
  if (!context || found.context === context) return found;
  return byType.get(found.type.replace(/^[a-z]+/, context)) ?? found;
}

/** All event definitions, sorted by type. */
export const allEvents = (): EventDefinition[] => [...byType.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
