import nodemailer, { type Transporter } from 'nodemailer';
import type { Channel, Handed, Message } from './channels.js';

/** Connections to the mail server at once. */
const CONCURRENT = 5;
const TIMEOUT_MS = 10_000;

const SUBJECT = { test: '汛令 叫应通道测试', alarm: '汛令 叫应：请立即登录应答', escalation: '汛令 指令逾期，已升级到您', decision: '汛令 待您决策', proposal: '汛令 响应提请待您签署', offer: '汛令 请您接任' } as const;

/** Hands messages to a mail server. Accepted by the server is handed over; nobody has read it: mail proves nothing and reaches nobody. */
export class MailChannel implements Channel {
  readonly kind = 'mail' as const;
  readonly proves = false;
  readonly simulated = false;
  private readonly transport: Transporter;

  constructor(url: string, private readonly from: string) {
    const { hostname, port, protocol, username, password } = new URL(url);
    this.transport = nodemailer.createTransport({
      host: hostname, port: Number(port) || (protocol === 'smtps:' ? 465 : 25), secure: protocol === 'smtps:', pool: true, maxConnections: CONCURRENT, maxMessages: Infinity,
      connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    });
  }

  send(batch: readonly Message[]): Promise<Handed[]> { return Promise.all(batch.map((m) => this.one(m))); }
  close(): void { this.transport.close(); }

  private async one(m: Message): Promise<Handed> {
    try {
      // the same attempt is the same message: a mail server that keeps ids drops the double
      await this.transport.sendMail({
        from: this.from, to: { name: '', address: m.address }, messageId: `<${m.attemptId}@callout.xunling>`, subject: SUBJECT[m.kind],
        text: m.kind !== 'alarm' && m.kind !== 'test' ? `${m.textZh}\n${m.textEn ?? ''}\n` : `${m.textZh}\n${m.textEn ? `${m.textEn}\n` : ''}\n本邮件不作为应答凭证，请登录汛令“叫应”页面听完后应答。\nThis mail is no receipt: sign in and answer on the Callouts page.\n`,
      });
      return { ok: true };
    } catch (error) {
      const code = (error as { responseCode?: number }).responseCode;
      return { ok: false, reason: code ? `smtp-${code}` : 'unreachable' };
    }
  }
}
