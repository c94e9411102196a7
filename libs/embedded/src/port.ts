import { connect, createServer } from 'node:net';
import { Unable } from './unable.js';

/** Below what systems hand out for outgoing connections: a server that is down for a moment finds its port again. */
const OURS = { from: 20_000, n: 12_000 };
const TRIES = 50;

/** A TCP port of the interface that nobody listens on now. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (let i = 0; i < TRIES; i++) {
    const port = await listenOnce(OURS.from + Math.floor(Math.random() * OURS.n), host).catch(() => undefined);
    if (port) return port;
  }
  return listenOnce(0, host);
}

/**
 * @param setting that names another port; absent where a server takes a free one at each start of the launcher
 * @throws Unable `port.taken` when someone listens there already, or the port may not be bound
 */
export async function claimPort(port: number, host: string, setting?: string): Promise<void> {
  const advice = setting
    ? { en: `set ${setting} to another, free port`, zh: `用 ${setting} 指定另一个空闲端口` }
    : { en: 'start Xunling again, which takes a free port', zh: '重新启动汛令（启动时自动选用空闲端口）' };
  await listenOnce(port, host).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE'
      ? new Unable('port.taken', `Port ${port} on ${host} is taken by another program; stop it or ${advice.en}.`, `端口 ${port}（${host}）已被其他程序占用，请停止该程序或${advice.zh}。`)
      : new Unable('port.taken', `Cannot listen on ${host}:${port} (${error.code}); ${advice.en}.`, `无法监听 ${host}:${port}（${error.code}），请${advice.zh}。`);
  });
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: bound } = server.address() as { port: number };
      server.close(() => resolve(bound));
    });
  });
}

/** First bytes a server says after connecting, or null when nobody answers within `ms`. */
export function greeting(port: number, ms: number): Promise<string | null> {
  return new Promise(resolve => {
    let said = '';
    const socket = connect(port, '127.0.0.1');
    const end = (answer: string | null): void => { socket.destroy(); resolve(answer); };
    socket.setTimeout(ms, () => end(null));
    socket.once('error', () => end(null));
    socket.once('close', () => end(null));
    socket.on('data', bytes => {
      said += bytes.toString('utf8');
      if (said.includes('\r\n')) end(said);
    });
  });
}
