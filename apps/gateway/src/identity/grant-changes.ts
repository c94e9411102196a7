export interface GrantChange { userId: string; /** Set where one session ended; absent: all of the person's streams are to be looked at again. */ sessionId?: string }

/** Tells open streams at once that somebody's grants or session ended (design.md §5: within 5 s). */
export class GrantChanges {
  private readonly listeners = new Set<(change: GrantChange) => void>();

  onChange(listener: (change: GrantChange) => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  tell(change: GrantChange): void { for (const listener of [...this.listeners]) listener(change); }
}
