import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Asks one count every few ms, by a connection of its own: the same for everything that is compared. */
export class Watch {
  private constructor(private readonly client: pg.Client, private readonly sql: string) {}

  static async open(url: string, sql: string): Promise<Watch> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    return new Watch(client, sql);
  }

  async until(n: number): Promise<void> {
    for (;;) {
      const { rows } = await this.client.query<{ n: number }>(this.sql);
      if (rows[0]!.n >= n) return;
      await pause(10);
    }
  }

  close(): Promise<void> { return this.client.end(); }
}
