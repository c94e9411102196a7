import { fork } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { KNOBS } from './knobs.js';

export interface SseResult { mode: 'shared' | 'each'; clients: number; deliveries: number; bytes: number; seconds: number; cpu: number }
interface Done { kind: 'done'; deliveries: number; bytes: number; seconds: number; cpu: number }

/** Browsers, as raw sockets that throw away what they get; the server is a process of its own. */
async function measure(mode: SseResult['mode'], clients: number, events: number): Promise<SseResult> {
  const child = fork(fileURLToPath(new URL('sse-server.js', import.meta.url)), [mode, String(events)]);
  const heard = <T extends { kind: string }>(kind: string): Promise<T> => new Promise((resolve, reject) => {
    child.on('message', (message: T) => { if (message.kind === kind) resolve(message); });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const { port } = await heard<{ kind: 'ready'; port: number }>('ready');
  const done = heard<Done>('done');
  const sockets = await Promise.all(Array.from({ length: clients }, () => listen(port)));
  child.send({ kind: 'go' });
  const { deliveries, bytes, seconds, cpu } = await done;
  for (const socket of sockets) socket.destroy();
  const gone = new Promise((resolve) => { child.once('exit', resolve); });
  child.disconnect();
  await gone;
  return { mode, clients, deliveries, bytes, seconds, cpu };
}

/** Resolves with the first bytes, which are the answer's head. */
function listen(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => { socket.write('GET / HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n'); });
    socket.on('error', reject);
    socket.on('data', () => { resolve(socket); });
  });
}

/** The hub's shared buffers against one write per event and reader. */
export async function sse(say: (line: string) => void): Promise<SseResult[]> {
  const results: SseResult[] = [];
  for (const mode of ['shared', 'each'] as const) {
    say(`${KNOBS.sseClients} SSE clients, ${KNOBS.sseEvents} events, ${mode}`);
    results.push(await measure(mode, KNOBS.sseClients, KNOBS.sseEvents));
  }
  return results;
}
