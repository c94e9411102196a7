import 'reflect-metadata';

export interface HandleOptions {
  /** For an operation only other parts of the system call, not in the registry: whether it writes. */
  internal?: { write: boolean };
}
export interface Handled extends HandleOptions { operation: string; method: string }

const KEY = Symbol('xunling:handle');

/** Serves `rpc.<node>.<operation>` with this method `(input, work) => output`. A write runs in one transaction with its events. */
export const Handle = (operation: string, options: HandleOptions = {}): MethodDecorator => (target, method) => {
  const list = (Reflect.getMetadata(KEY, target.constructor) as Handled[] | undefined) ?? [];
  Reflect.defineMetadata(KEY, [...list, { operation, method: String(method), ...options }], target.constructor);
};
export const handledBy = (target: Function): Handled[] => (Reflect.getMetadata(KEY, target) as Handled[] | undefined) ?? [];
