import { DeliverPolicy, jetstream } from '@nats-io/jetstream';
import type { XlEvent } from '@xunling/contracts';
import type { AreaClosed, AreaOpened } from '@xunling/contracts/classes';
import type { Intake } from './intake.js';
import type { Broker } from './broker.js';

const RETRY_MS = 1_000;
const OPENED = 'grid.area.opened.v1';
const CLOSED = 'grid.area.closed.v1';

/** Folds `grid.area.opened` and `grid.area.closed` from the stream into the intake's memory: few events, read from the start at each connect. */
export class FollowAreas {
  private stopped = false;
  private run = 0;
  private timer: NodeJS.Timeout | undefined;
  private end: (() => void) | undefined;

  constructor(private readonly bus: Broker, private readonly intake: Intake, private readonly onError: (error: unknown) => void) {}

  start(): void {
    this.bus.onConnect(() => { this.restart(); });
    this.restart();
  }

  stop(): void {
    this.stopped = true;
    this.run += 1;
    clearTimeout(this.timer);
    this.end?.();
  }

  private restart(): void {
    this.run += 1;
    this.end?.();
    void this.follow(this.run);
  }

  private async follow(run: number): Promise<void> {
    try {
      const nc = this.bus.connection;
      if (!nc || this.stopped) return;
      const consumer = await jetstream(nc, { checkAPI: false } as object).consumers.get('XL', { filter_subjects: [`xl.${this.intake.areas.zone}.*.*.${OPENED}`, `xl.${this.intake.areas.zone}.*.*.${CLOSED}`], deliver_policy: DeliverPolicy.All });
      const messages = await consumer.consume();
      this.end = () => { messages.stop(); };
      if (run !== this.run) { messages.stop(); return; }
      for await (const message of messages) {
        const event = message.json<XlEvent>();
        if (event.type === CLOSED) this.intake.areas.close((event.data as AreaClosed).code);
        else this.intake.areas.open(event.data as AreaOpened);
        this.intake.snapshot.changed(this.onError);
      }
    } catch (error) {
      if (run !== this.run || this.stopped) return;
      this.onError(error);
      this.timer = setTimeout(() => { void this.follow(run); }, RETRY_MS);
    }
  }
}
