import type { Clock } from '@xunling/platform';
import type { AddressInfo } from 'node:net';
import type { GatewayConfig } from './config.js';
import { makeDoor } from './door/http.js';
import { Rooms } from './rooms.js';

export interface RunningGateway { port: number; rooms: Rooms; stop(): Promise<void> }

/** Opens the door at once; what needs the database follows when it answers. */
export async function startGateway(config: GatewayConfig, clock: Clock): Promise<RunningGateway> {
  const rooms = new Rooms(config, clock);
  const door = await makeDoor(rooms);
  rooms.bus.start();
  await door.listen(config.httpPort, config.httpHost);
  const { port } = door.getHttpServer().address() as AddressInfo;
  return {
    port, rooms,
    stop: async () => {
      await door.close();
      await rooms.bus.close();
    },
  };
}
