import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Log } from '@xunling/platform';
import type { FastifyInstance } from 'fastify';
import { Rooms } from '../rooms.js';
import { MAX_BYTES } from './cap/decode.js';
import { FeedPolling } from './feed/feed-polling.js';
import { FeedAgreement } from './feed-agreement.js';
import { FollowAreas } from './follow-areas.js';
import { Intake } from './intake.js';
import { IntakeController } from './intake.controller.js';
import { OriginalController } from './original.controller.js';

const XML_TYPES = ['application/cap+xml', 'application/xml', 'text/xml'];
const quiet = (log: Log) => (error: unknown): void => { log.warn({ err: error }, 'intake'); };

/** The intake's room of the gateway: needs memory, a disk and, when it answers, the broker. */
@Module({
  controllers: [IntakeController, OriginalController],
  providers: [
    {
      provide: Intake, inject: [Rooms],
      useFactory: ({ config, bus, clock, log }: Rooms) => new Intake({
        dataDir: config.dataDir, clock, bus, origin: { node: config.node, zone: config.zone, mode: process.env['XL_MODE'] === 'exercise' ? 'exercise' : 'live' },
        inboxPrefix: '_INBOX_gateway', agreement: new FeedAgreement(bus, config.node), onError: quiet(log),
      }),
    },
    { provide: FollowAreas, inject: [Rooms, Intake], useFactory: ({ bus, log }: Rooms, intake: Intake) => new FollowAreas(bus, intake, quiet(log)) },
    { provide: FeedPolling, inject: [Rooms, Intake], useFactory: ({ config, clock, log }: Rooms, intake: Intake) => new FeedPolling(config.feeds, { everyMs: config.feedSeconds * 1_000, intake, clock, log }) },
  ],
  exports: [Intake, FeedPolling],
})
export class IntakeModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(Intake) private readonly intake: Intake, @Inject(FollowAreas) private readonly areas: FollowAreas, @Inject(FeedPolling) private readonly polling: FeedPolling, @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    fastify?.addContentTypeParser(XML_TYPES, { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, done) => { done(null, body); });
    await this.intake.start();
    this.areas.start();
    this.polling.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.areas.stop();
    await this.polling.stop();
    await this.intake.stop();
  }
}
