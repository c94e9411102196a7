import type { Level } from '@xunling/contracts';

/** What stands between a plan and its working; `key` names the same hole in every version. */
export interface Gap {
  key: string;
  kind: 'post-vacant' | 'post-missing' | 'area-unknown' | 'force-missing' | 'site-keeper' | 'site-threshold' | 'evacuation-plan' | 'shelter-short' | 'unit-short' | 'stock-short' | 'stock-unknown' | 'minutes' | 'district-unknown';
  zh: string; en: string; area?: string; levels: Level[]; waivable: boolean;
}

/** One list in which a hole met again adds its level. */
export class Holes {
  private readonly found = new Map<string, Gap>();
  add(level: Level, gap: Omit<Gap, 'levels' | 'waivable'>, waivable = true): void {
    const known = this.found.get(gap.key);
    if (!known) this.found.set(gap.key, { ...gap, levels: [level], waivable });
    else if (!known.levels.includes(level)) known.levels.push(level);
  }
  all(): Gap[] { return [...this.found.values()].sort((a, b) => (a.key < b.key ? -1 : 1)); }
}
