import type { AddressInfo } from 'node:net';
import type { Clock } from '@xunling/platform';
import type { GatewayConfig } from './config.js';
import { makeDoor } from './door/make-door.js';
import { Inner } from './inner.js';
import { Rooms } from './rooms.js';

export interface RunningGateway {
  port: number;
  rooms: Rooms;
  /** Resolves when the database side serves too: accounts, sessions, the board. */
  complete(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the door at once; what needs the database follows when it answers. */
export async function startGateway(config: GatewayConfig, clock: Clock, reload?: () => Promise<boolean>): Promise<RunningGateway> {
  const rooms = new Rooms(config, clock, reload);
  const door = await makeDoor(rooms);
  await door.listen(config.httpPort, config.httpHost);
  const { port } = door.getHttpServer().address() as AddressInfo;
  const inner = new Inner(rooms);
  inner.start();
  return {
    port, rooms,
    complete: () => inner.ready(),
    stop: async () => {
      await door.close();
      await inner.stop();
      await rooms.bus.close();
    },
  };
}
