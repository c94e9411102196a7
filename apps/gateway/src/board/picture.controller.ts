import { Controller, Inject } from '@nestjs/common';
import type { Caller } from '@xunling/contracts';
import { ReadPicture, type PictureInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import { CurrentCaller, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Rooms } from '../rooms.js';
import type { PictureAnswer } from './board.js';
import { widestScope } from './scope.js';

/** The common operating picture of an area, now or at a past instant. */
@Controller()
export class PictureController {
  constructor(@Inject(Rooms) private readonly rooms: Rooms) {}

  @ServesOperation(ReadPicture)
  async read(@OperationInput(ReadPicture) { area, at, by }: PictureInput, @CurrentCaller() caller: Caller): Promise<PictureAnswer> {
    const { board } = this.rooms;
    const scope = widestScope(caller, area);
    if (!scope) throw new Refusal('access.area');
    if (!board.ready) throw new Refusal('context.unreachable');
    return at ? board.answerAt(scope, new Date(at).toISOString(), by === 'occurred' ? 'occurred' : 'received') : board.answer(scope);
  }
}
