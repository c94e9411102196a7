import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to PostgreSQL that can lose the answer of a commit: the server has committed, the client sees only its connection end. */
export interface CommitLine {
  /** The database's url by way of this line. */
  url: string;
  /** Loses the answer of the next commit of a transaction whose statements contain `text`; resolves when it is lost. */
  loseCommitOf(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a line to the database of `url`; bytes go through untouched until an answer is to be lost. */
export async function commitLine(url: string): Promise<CommitLine> {
  const target = new URL(url);
  let wanted: { text: string; lost: () => void } | undefined;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    let meant = false;
    let losing: (() => void) | undefined;
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy()).on('close', () => { open.delete(socket); other.destroy(); });
    }
    near.on('data', (bytes: Buffer) => {
      if (bytes.includes('START TRANSACTION')) meant = false;
      meant ||= wanted !== undefined && bytes.includes(wanted.text);
      if (meant && wanted && bytes.includes('COMMIT')) { losing = wanted.lost; wanted = undefined; }
      far.write(bytes);
    });
    far.on('data', (bytes: Buffer) => {
      if (!losing) { near.write(bytes); return; }
      // the server answers only once it has committed
      near.destroy();
      far.destroy();
      losing();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = new URL(url);
  own.hostname = '127.0.0.1';
  own.port = String((server.address() as AddressInfo).port);
  return {
    url: own.toString(),
    loseCommitOf: (text) => new Promise((lost) => { wanted = { text, lost }; }),
    close: async () => { for (const socket of open) socket.destroy(); server.close(); await once(server, 'close'); },
  };
}
