import { Controller, Get, Inject, Res } from '@nestjs/common';
import { messagingFigures } from '@xunling/messaging';
import type { FastifyReply } from 'fastify';
import { Bus } from '../bus.js';
import { Database } from '../database.js';
import { FeedPolling } from '../intake/feed/feed-polling.js';
import { Intake } from '../intake/intake.js';
import { Metrics } from './door-metrics.js';

/** Live: the process answers. Ready: alerts are taken, and broker and database answer; what is missing is said by part. */
@Controller()
export class HealthController {
  constructor(
    @Inject(Bus) private readonly bus: Bus, @Inject(Database) private readonly database: Database, @Inject(Intake) private readonly intake: Intake,
    @Inject(FeedPolling) private readonly polling: FeedPolling, @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('/health/live')
  live(): object { return { status: 'ok' }; }

  @Get('/health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const parts = { intake: this.intake.state, broker: this.bus.connection ? 'ok' : 'down', database: (await this.database.answers()) ? 'ok' : 'down' };
    const all = Object.values(parts).every((part) => part === 'ok');
    void reply.status(all ? 200 : 503);
    // A feed that cannot be polled is shown, but its alerts can still be posted.
    const feeds = Object.fromEntries(this.polling.reports().map(({ name, state }) => [name, state]));
    return { status: all ? 'ok' : 'degraded', parts, ...(Object.keys(feeds).length > 0 && { feeds }) };
  }

  @Get('/metrics')
  async text(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.metrics.registry.contentType);
    // without a database its figures are absent, never zero
    return `${await this.metrics.text()}\n${await this.database.use(messagingFigures).catch(() => '')}`;
  }
}
