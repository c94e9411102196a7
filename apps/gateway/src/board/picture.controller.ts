import { Controller, Headers, Inject, Res } from '@nestjs/common';
import type { Caller } from '@xunling/contracts';
import { ReadPicture, type PictureInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Rooms } from '../rooms.js';
import { widestScope } from './scope.js';

/** The common operating picture of an area, now or at a past instant. */
@Controller()
export class PictureController {
  constructor(@Inject(Rooms) private readonly rooms: Rooms) {}

  @ServesOperation(ReadPicture)
  async read(
    @OperationInput(ReadPicture) { area, at, by }: PictureInput, @CurrentCaller() caller: Caller,
    @Headers('if-none-match') known: string | undefined, @Headers('accept-encoding') takes: string | undefined, @Res() reply: FastifyReply,
  ): Promise<void> {
    const { board } = this.rooms;
    const scope = widestScope(caller, area);
    if (!scope) throw new Refusal('access.area');
    if (!board.ready) throw new Refusal('context.unreachable');
    const answer = at ? await board.answerAt(scope, new Date(at).toISOString(), by === 'occurred' ? 'occurred' : 'received') : await board.answer(scope);
    // weak: the same picture is told with the time and the place of the asking
    const tag = `W/"${answer.told.hash}"`;
    void reply.header('etag', tag).header('vary', 'accept-encoding');
    if (known?.includes(tag)) { void reply.code(304).send(); return; }
    const zipped = /\bgzip\b/.test(takes ?? '');
    if (zipped) void reply.header('content-encoding', 'gzip');
    void reply.header('content-type', 'application/json; charset=utf-8').send(await answer.told.bytes(answer.cursor, answer.at, zipped));
  }
}
