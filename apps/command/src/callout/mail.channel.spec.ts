import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import type { Message } from './channels.js';
import { MailChannel } from './mail.channel.js';

/** A mail server as far as RFC 5321 is spoken here; it refuses one recipient. */
const mails: string[] = [];
let server: Server;
let channel: MailChannel;
beforeAll(async () => {
  server = createServer((socket) => {
    let data: string[] | undefined;
    let rest = '';
    socket.write('220 spec\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) {
        if (data) { if (line === '.') { mails.push(data.join('\n')); data = undefined; socket.write('250 kept\r\n'); } else data.push(line); continue; }
        const word = line.slice(0, 4).toUpperCase();
        if (word === 'DATA') data = [];
        socket.write(word === 'EHLO' ? '250 spec\r\n' : word === 'DATA' ? '354 go\r\n' : word === 'QUIT' ? '221 bye\r\n' : /^RCPT TO:<gone@/i.test(line) ? '550 nobody\r\n' : '250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  channel = new MailChannel(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, 'callout@example.org');
});
afterAll(async () => { channel.close(); await new Promise((resolve) => { server.close(resolve); }); });

const message = (address: string): Message => ({ attemptId: newId(), calloutId: newId(), userId: newId(), address, role: 'person', n: 1, kind: 'alarm', textZh: '暴雨，请立即到岗。', textEn: null, colour: 'RED', level: null, about: [], at: new Date() });

describe('mail', () => {
  it('is handed to a real server under the id of the attempt, and proves nothing', async () => {
    const one = message('zhao@example.org');
    expect(await channel.send([one])).toEqual([{ ok: true }]);
    expect(mails[0]).toContain(`Message-ID: <${one.attemptId}@callout.xunling>`);
    expect(mails[0]).toMatch(/^To: zhao@example\.org$/m);
    expect([channel.proves, channel.simulated]).toEqual([false, false]);
  });

  it('that the server refuses, or that no server takes, is named', async () => {
    expect(await channel.send([message('gone@example.org'), message('qian@example.org')])).toEqual([{ ok: false, reason: 'smtp-550' }, { ok: true }]);
    const nowhere = new MailChannel('smtp://127.0.0.1:1', 'callout@example.org');
    expect(await nowhere.send([message('zhao@example.org')])).toEqual([{ ok: false, reason: 'unreachable' }]);
    nowhere.close();
  });
});
