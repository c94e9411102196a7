import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Refusal, type Log } from '@xunling/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalBody } from '@xunling/contracts';
import { LOG } from '../tokens.js';
import { problemOf, refusalOfStatus } from './problem.js';

/** Everything thrown at the door becomes problem+json here and nowhere else; what nobody named is logged and shown as `internal`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(this.refusalOf(error, request));
    if (reply.sent || reply.raw.headersSent) { reply.raw.destroy(); return; }
    const retryAfter = problem['retryAfter'];
    if (typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter));
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="xunling"');
    void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }

  private refusalOf(error: unknown, request: FastifyRequest): RefusalBody {
    if (error instanceof Refusal) return error.body;
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
    const named = typeof status === 'number' ? refusalOfStatus(status, (error as Error).message) : undefined;
    if (named) return named;
    this.log.error({ err: error, method: request.method, route: request.routeOptions?.url ?? '' }, 'unhandled error at the door');
    return { code: 'internal' };
  }
}
