import { createServer, type ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { eventText } from './sse-event.js';
import { hubModule } from './services.js';

/** The gateway's own hub behind a bare HTTP server, or a variant that writes every event to every reader. Started by sse.ts. */
interface Hub { join(reader: object): () => void; push(events: object[]): void; flush(): void }
const { SseHub, eventFrame } = (await hubModule()) as { SseHub: new () => Hub; eventFrame(epoch: number, seq: number, type: string, body: string, received: string): Buffer };

/** Events in one window of 50 ms at 400 events/s. */
const WINDOW = 20;
const [mode, total] = [process.argv[2], Number(process.argv[3])];
const hub = new SseHub();
const open = new Set<ServerResponse>();

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', connection: 'close' });
  response.socket?.setNoDelay(true);
  response.flushHeaders();
  open.add(response);
  hub.join({ userId: 'u', scope: { area: '410171', staff: false }, sink: { write: (b: Buffer) => response.write(b), end: () => response.end(), get pending() { return response.writableLength; } } });
});

/** Sends all events window by window, each as soon as the sockets took the one before. */
async function send(): Promise<void> {
  const usage = process.cpuUsage();
  const started = performance.now();
  let bytes = 0;
  for (let seq = 1; seq <= total; seq += WINDOW) {
    const events = Array.from({ length: Math.min(WINDOW, total - seq + 1) }, (_, i) => ({ seq: seq + i, street: '561', frame: eventFrame(1, seq + i, 'grid.duty.acknowledged.v1', eventText(seq + i), '2026-07-20T08:00:00.000Z') }));
    if (mode === 'shared') { hub.push(events); hub.flush(); } else for (const { frame } of events) for (const response of open) response.write(frame);
    bytes += events.reduce((n, e) => n + e.frame.length, 0) * open.size;
    while ([...open].some((response) => response.writableLength > 0)) await turn();
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(usage);
  for (const response of open) response.end();
  process.send!({ kind: 'done', deliveries: total * open.size, bytes, seconds, cpu: (user + system) / 1e6 });
}

process.on('message', (message: { kind: string }) => { if (message.kind === 'go') void send(); });
process.once('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', 4096, () => process.send!({ kind: 'ready', port: (server.address() as { port: number }).port }));
