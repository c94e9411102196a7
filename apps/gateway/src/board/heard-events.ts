import { subjectOf } from '@xunling/contracts';
import type { Wrote } from '../door/recent-writes.js';
import type { BoardRow } from './board.store.js';

/** Some seconds of a flood: what fell out is not waited for. */
const MOST = 20_000;
/** The latest of each type is enough: a subscription has folded what came before it. */
const MOST_NAMED = 16;

/**
 * Events the board told browsers last. A browser that reads a list again because of one names it (`Heard-Events`), and the
 * service waits until it has folded that: its copy may be behind the board's. Ids nobody was told of are left out.
 */
export class HeardEvents {
  private readonly subjects = new Map<string, string>();
  constructor(private readonly zone: string) {}

  note(rows: readonly Pick<BoardRow, 'eventId' | 'source' | 'street' | 'type'>[]): void {
    for (const { eventId, source, street, type } of rows) this.subjects.set(eventId, subjectOf(this.zone, street, source.split('@')[1]!, type));
    for (const id of this.subjects.keys()) {
      if (this.subjects.size <= MOST) return;
      this.subjects.delete(id);
    }
  }

  /** @param header event ids, comma-separated; the first 16 count */
  named(header: string | undefined): Wrote[] {
    return (header ?? '').split(',', MOST_NAMED).flatMap((text) => {
      const id = text.trim();
      const subject = this.subjects.get(id);
      return subject ? [{ id, subject }] : [];
    });
  }
}
