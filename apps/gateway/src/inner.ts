import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { nestLogger } from '@xunling/platform';
import { InnerModule } from './inner.module.js';
import type { Rooms } from './rooms.js';

const LONGEST_MS = 5000;

/** Starts the database side as soon as PostgreSQL answers, trying again for ever; the door does not wait for it. */
export class Inner {
  private context: INestApplicationContext | undefined;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly opened: Promise<void>;
  private open!: () => void;

  constructor(private readonly rooms: Rooms) { this.opened = new Promise((resolve) => { this.open = resolve; }); }

  start(): void { void this.attempt(250); }

  /** Resolves when the database side serves. */
  ready(): Promise<void> { return this.opened; }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.rooms.refresh.stop();
    this.rooms.database.closed();
    await this.context?.close();
  }

  private async attempt(waitMs: number): Promise<void> {
    try {
      // A container whose start failed cannot be started again, so each attempt makes its own.
      const context = await NestFactory.createApplicationContext(InnerModule.of(this.rooms), { logger: nestLogger(this.rooms.log), abortOnError: false });
      if (this.stopped) { await context.close(); return; }
      this.context = context;
      this.rooms.refresh.start();
      this.open();
      // A crash between record and broker is mended here.
      await this.rooms.dashboards.apply().catch((err: unknown) => this.rooms.log.warn({ err }, 'dashboards\' users'));
    } catch (err) {
      await this.rooms.database.abandon();
      if (this.stopped) return;
      this.rooms.log.warn({ err }, 'the database side could not start yet');
      this.timer = setTimeout(() => void this.attempt(Math.min(waitMs * 2, LONGEST_MS)), waitMs);
    }
  }
}
