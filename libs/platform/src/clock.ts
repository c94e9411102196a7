/** The only reader of the wall clock (design.md §5). Inject it; never call `new Date()` or `Date.now()` elsewhere. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date { return new Date(); }
}

/** A clock that moves only when told to; used by drills and tests. */
export class MovableClock extends Clock {
  constructor(private at: Date) { super(); }
  now(): Date { return new Date(this.at); }
  set(at: Date): void { this.at = at; }
  advance(ms: number): void { this.at = new Date(this.at.getTime() + ms); }
}
