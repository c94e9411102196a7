import { Controller, Inject, Req, Res } from '@nestjs/common';
import { CloseSession, OpenSession, ReadSession, type CurrentSession, type OpenedSession, type OpenSessionInput, type SessionUser } from '@xunling/contracts/classes';
import type { Caller } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Admitted } from '../door/admitted.js';
import { cookieOf } from '../door/credential.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Sessions } from './sessions.js';

const userOf = ({ userId, username, name, grants }: Caller): SessionUser => ({ id: userId, username, name, grants });

@Controller()
export class SessionsController {
  constructor(@Inject(Sessions) private readonly sessions: Sessions) {}

  @ServesOperation(OpenSession)
  async open(@OperationInput(OpenSession) input: OpenSessionInput, @Admission() { address }: Admitted, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<OpenedSession> {
    const { token, expiresAt, caller } = await this.sessions.open(input.username, input.password, address);
    void reply.header('set-cookie', cookieOf(token, new Date(expiresAt), request.protocol === 'https'));
    return { token, expiresAt, user: userOf(caller) };
  }

  @ServesOperation(ReadSession)
  current(@OperationInput(ReadSession) _: object, @Admission() { caller, expiresAt }: Admitted): CurrentSession {
    if (!caller || !expiresAt) throw new Refusal('session.required');
    return { expiresAt, user: userOf(caller) };
  }

  @ServesOperation(CloseSession)
  async close(@Admission() { caller, sessionId }: Admitted, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (!caller || !sessionId) throw new Refusal('session.required');
    await this.sessions.close(sessionId, caller.userId);
    void reply.header('set-cookie', cookieOf('', new Date(0), request.protocol === 'https'));
  }
}
