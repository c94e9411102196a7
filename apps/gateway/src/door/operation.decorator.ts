import { applyDecorators, createParamDecorator, Delete, Get, HttpCode, Post, Put, SetMetadata, UseGuards, type ExecutionContext } from '@nestjs/common';
import type { Caller } from '@xunling/contracts';
import type { OperationDefinition } from '@xunling/contracts/classes';
import type { FastifyRequest } from 'fastify';
import { InputPipe, mergedInput } from './input.pipe.js';
import { SessionGuard } from './session.guard.js';
import { OPERATION, type Admitted } from './admitted.js';

const METHODS = { GET: Get, POST: Post, PUT: Put, DELETE: Delete } as const;

/** Route, status and guard of one operation, all from the registry; for generated and hand-written controllers alike. */
export function ServesOperation(op: OperationDefinition): MethodDecorator {
  const [method, path] = op.http.split(' ') as [keyof typeof METHODS, string];
  return applyDecorators(METHODS[method](path), HttpCode(op.status ?? 200), SetMetadata(OPERATION, op), UseGuards(SessionGuard));
}

export const admittedOf = (context: ExecutionContext): Admitted => context.switchToHttp().getRequest<FastifyRequest & { admitted: Admitted }>().admitted;

const merged = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return mergedInput(request.params, request.query, request.body);
});
/** The merged and validated input of an operation. */
export const OperationInput = (op: OperationDefinition): ParameterDecorator => merged(new InputPipe(op.input));
/** Who calls: the person (or feed), the session and the address. */
export const Admission = createParamDecorator((_: unknown, context: ExecutionContext) => admittedOf(context));
/** The caller, or null on a public operation without a session. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller | null => admittedOf(context).caller);
