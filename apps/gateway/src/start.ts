import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '@xunling/platform';
import type { GatewayConfig } from './config.js';
import { makeDoor } from './door/make-door.js';
import { Inner } from './inner.js';
import { Intake } from './intake/intake.js';
import { Rooms } from './rooms.js';

export interface RunningGateway {
  port: number;
  rooms: Rooms;
  /** Resolves when the database side serves too: accounts, sessions, the board. */
  complete(): Promise<void>;
  /** Resolves when the intake knows so many areas: before that an alert is told to come again. */
  knowsAreas(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the door at once; what needs the database follows when it answers. */
export async function startGateway(config: GatewayConfig, clock: Clock, reload?: () => Promise<boolean>): Promise<RunningGateway> {
  const rooms = new Rooms(config, clock, reload);
  const door = await makeDoor(rooms);
  await door.listen(config.httpPort, config.httpHost);
  const { port } = door.getHttpServer().address() as AddressInfo;
  const intake = door.get(Intake, { strict: false });
  const inner = new Inner(rooms);
  inner.start();
  return {
    port, rooms,
    complete: () => inner.ready(),
    knowsAreas: async (count) => { while (intake.areas.size < count) await pause(50); },
    stop: async () => {
      await door.close();
      await inner.stop();
      await rooms.bus.close();
    },
  };
}
