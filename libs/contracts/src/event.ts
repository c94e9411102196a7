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

const earlier = new Map<Function, { event: EventClass; down: (data: never) => object | undefined }>();

/**
 * Marks a new major version of an event: whoever appends it also appends the earlier one, made by `down`, until nobody subscribes to that any
 * more and the mark goes with the class; what the earlier one cannot say (`down` answers undefined) is said in the new one alone. A subscriber
 * names one of the two. Source: design.md §3, feature row 162.
 */
export function Replaces<New extends object, Old extends object>(event: EventClass<Old>, down: (data: New) => Old | undefined): ClassDecorator {
  return (target) => { earlier.set(target, { event: event as EventClass, down: down as (data: never) => object | undefined }); };
}

/** The version before a class and the way down to it, or undefined. */
export const earlierOf = (cls: Function): { event: EventClass; down: (data: never) => object | undefined } | undefined => earlier.get(cls);

/** Definition of a type, or undefined where no class is registered. */
export const eventByType = (type: string): EventDefinition | undefined => byType.get(type);

/** Definition of a class; of an every-context class the one of `context`. Throws where the class is no event. */
export function eventOf(cls: Function, context?: string): EventDefinition {
  const found = byClass.get(cls);
  if (!found) throw new Error(`${cls.name} is not an event`);
  if (!context || found.context === context) return found;
  return byType.get(found.type.replace(/^[a-z]+/, context)) ?? found;
}

/** Types a class stands for: one, or those of every context. Throws where the class is no event. */
export const typesOf = (cls: Function): string[] => {
  eventOf(cls);
  return [...byType.values()].filter((d) => d.data === cls).map((d) => d.type);
};

/** All event definitions, sorted by type. */
export const allEvents = (): EventDefinition[] => [...byType.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
