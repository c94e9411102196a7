import { Controller, Headers, Inject, Res, type Type } from '@nestjs/common';
import { contextOf, type OperationDefinition } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { FastifyReply } from 'fastify';
import type { Admitted } from './admitted.js';
import { Forward } from './forward-call.js';
import { Admission, OperationInput, ServesOperation } from './operation.decorator.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** The Idempotency-Key of a write, or `request.malformed` where it cannot be one. */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (!KEY.test(header)) throw new Refusal('request.malformed', { errors: [{ path: 'Idempotency-Key', reason: 'not-a-key', message: 'Idempotency-Key must be 1 to 200 visible ASCII characters' }] });
  return header;
}

/** One controller class per context, made from the registry by calling Nest's own decorators: guards, pipes and filter stay Nest's. */
export function controllersOf(operations: readonly OperationDefinition[]): Type[] {
  return [...byContext(operations)].map(([context, ops]) => controllerOf(context, ops));
}

function byContext(operations: readonly OperationDefinition[]): Map<string, OperationDefinition[]> {
  const groups = new Map<string, OperationDefinition[]>();
  for (const op of operations) groups.set(contextOf(op), [...(groups.get(contextOf(op)) ?? []), op]);
  return groups;
}

function controllerOf(context: string, operations: readonly OperationDefinition[]): Type {
  class OperationsController { constructor(readonly forward: Forward) {} }
  Object.defineProperty(OperationsController, 'name', { value: `${context[0]!.toUpperCase()}${context.slice(1)}Controller` });
  Inject(Forward)(OperationsController, undefined, 0);
  for (const op of operations) addRoute(OperationsController, op);
  Controller()(OperationsController);
  return OperationsController;
}

function addRoute(controller: Type<{ forward: Forward }>, op: OperationDefinition): void {
  const handler = async function (this: { forward: Forward }, input: object, admitted: Admitted, key: string | undefined, reply: FastifyReply, heard: string | undefined): Promise<unknown> {
    const answer = await this.forward.call({ operation: op.name, input, admitted, idempotencyKey: op.write ? idempotencyKeyOf(key) : undefined, heard });
    void reply.header('x-correlation-id', answer.correlationId);
    if (answer.replayed) void reply.header('idempotency-replayed', 'true');
    return answer.result;
  };
  const proto = controller.prototype as object;
  Object.defineProperty(proto, op.name, { value: handler, writable: true, configurable: true });
  OperationInput(op)(proto, op.name, 0);
  Admission()(proto, op.name, 1);
  Headers('idempotency-key')(proto, op.name, 2);
  Res({ passthrough: true })(proto, op.name, 3);
  Headers('heard-events')(proto, op.name, 4);
  ServesOperation(op)(proto, op.name, Object.getOwnPropertyDescriptor(proto, op.name)!);
}
