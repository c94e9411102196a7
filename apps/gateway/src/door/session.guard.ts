import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { OperationDefinition } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { FastifyRequest } from 'fastify';
import { FeedKeys } from '../identity/feed-keys.js';
import { Sessions } from '../identity/sessions.js';
import { admits, counting, OPERATION, type Admitted } from './admitted.js';
import { credentialOf, languageOf } from './credential.js';
import { RateLimit } from './rate-limit.js';
import { RefusalRing } from './refusal-ring.js';

/** Who may call: no or ended session → 401, none of the operation's roles → 403, a matter of the zone by a narrower grant → 403, too fast → 429. Other areas are judged by the services. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(FeedKeys) private readonly feeds: FeedKeys,
    @Inject(RateLimit) private readonly rate: RateLimit,
    @Inject(RefusalRing) private readonly refusals: RefusalRing,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const op = this.reflector.get<OperationDefinition>(OPERATION, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest & { admitted: Admitted }>();
    const admitted = await this.admit(op, request);
    request.admitted = admitted;
    const grants = admitted.caller?.grants;
    const byRole = admits(op.roles, grants);
    if (byRole && (!op.zone || (grants && admits(op.roles, counting(op, grants))))) return true;
    const refusal = new Refusal(!admitted.caller ? 'session.required' : byRole ? 'access.area' : 'access.role');
    this.refusals.note(admitted, op.name, refusal.code);
    throw refusal;
  }

  private async admit(op: OperationDefinition, request: FastifyRequest): Promise<Admitted> {
    const address = request.ip;
    const credential = credentialOf(request.headers);
    if (!credential) {
      this.rate.count(`address:${address}`);
      return { caller: null, address };
    }
    const feed = credential.kind === 'bearer' ? this.feeds.check(credential.token) : undefined;
    if (feed) {
      this.rate.count(`feed:${feed.name}`);
      return { caller: feed.caller, address };
    }
    try {
      const { caller, sessionId, expiresAt } = await this.sessions.resolve(credential.token);
      this.rate.count(`user:${caller.userId}`);
      return { caller: { ...caller, lang: languageOf(request.headers['accept-language']) }, sessionId, expiresAt, address };
    } catch (error) {
      this.rate.count(`address:${address}`);
      // A stale cookie must not keep anybody from a public address, sign-in above all.
      if (error instanceof Refusal && op.roles.includes('public')) return { caller: null, address };
      if (error instanceof Refusal) this.refusals.note({ caller: null, address }, op.name, error.code);
      throw error;
    }
  }
}
