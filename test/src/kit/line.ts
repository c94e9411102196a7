import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to the door that can be cut and mended: bytes go through untouched while it holds. */
export interface Line { url: string; cut(): void; mend(): Promise<void>; close(): void }

export async function cuttable(door: string): Promise<Line> {
  const { hostname, port } = new URL(door);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy()).on('close', () => { open.delete(socket); other.destroy(); });
      socket.pipe(other);
    }
  });
  const listen = async (at: number): Promise<number> => { server.listen(at, '127.0.0.1'); await once(server, 'listening'); return (server.address() as { port: number }).port; };
  const own = await listen(0);
  const cut = (): void => { server.close(); for (const socket of open) socket.destroy(); };
  return { url: `http://127.0.0.1:${own}`, cut, mend: async () => { await listen(own); }, close: cut };
}
