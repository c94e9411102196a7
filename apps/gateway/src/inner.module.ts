import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule } from '@xunling/messaging';
import { BoardInnerModule, boardMemory } from './board/board-inner.module.js';
import { Board1763900001000, BoardErasure1763900002000 } from './board/board.migration.js';
import { IdentityModule } from './identity/identity.module.js';
import { AccountNames1763990004000 } from './migrations/account-names.js';
import { CredentialRotation1763900003000 } from './migrations/credential-rotation.js';
import { Identity1763900000000 } from './migrations/identity.migration.js';
import type { Rooms } from './rooms.js';
import { RoomsModule } from './rooms.module.js';

/** What of the gateway needs the database: started when it answers, while the door is open already. */
@Module({})
export class InnerModule {
  static of(rooms: Rooms): DynamicModule {
    const messaging = MessagingModule.forService({ context: 'gateway', config: rooms.config, clock: rooms.clock, link: rooms.bus, board: boardMemory(rooms.board), entities: [], migrations: [Identity1763900000000, Board1763900001000, BoardErasure1763900002000, CredentialRotation1763900003000, AccountNames1763990004000] });
    return { module: InnerModule, imports: [RoomsModule.of(rooms), messaging, IdentityModule, BoardInnerModule] };
  }
}
