import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Refusal } from '@xunling/platform';
import type { Sheet } from './sheet.js';

/** Sheets that may wait at once, and how long one may take: the first loads the font. */
const MOST_WAITING = 16;
const PATIENCE_MS = 60_000;

interface Waiting { resolve: (bytes: Buffer) => void; reject: (error: unknown) => void }

/** Prints sheets one after another in a thread of its own, begun with the first. */
@Injectable()
export class Printer implements OnModuleDestroy {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  /** @throws Refusal request.too-fast where too many wait, context.timeout after a minute */
  async print(sheet: Sheet): Promise<Buffer> {
    if (this.waiting.size >= MOST_WAITING) throw new Refusal('request.too-fast', { detail: 'too many sheets are being printed' });
    const id = ++this.last;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        this.waiting.set(id, { resolve, reject });
        timer = setTimeout(() => { reject(new Refusal('context.timeout')); }, PATIENCE_MS);
        this.thread().postMessage({ id, sheet });
      });
    } finally {
      clearTimeout(timer);
      this.waiting.delete(id);
      if (this.waiting.size === 0) this.worker?.unref();
    }
  }

  async onModuleDestroy(): Promise<void> { await this.worker?.terminate(); }

  private thread(): Worker {
    this.worker ??= this.begin();
    this.worker.ref();
    return this.worker;
  }

  private begin(): Worker {
    const worker = new Worker(new URL('./print.worker.js', import.meta.url));
    worker.on('message', ({ id, bytes, error }: { id: number; bytes?: Uint8Array; error?: string }) => {
      const one = this.waiting.get(id);
      if (bytes) one?.resolve(Buffer.from(bytes));
      else one?.reject(new Error(`print: ${error}`));
    });
    // a thread that died takes its work with it; the next sheet begins another
    const lost = (error: unknown): void => { if (this.worker === worker) this.worker = undefined; for (const one of this.waiting.values()) one.reject(error); };
    worker.on('error', lost);
    worker.on('exit', () => { lost(new Error('print: the thread ended')); });
    return worker;
  }
}
