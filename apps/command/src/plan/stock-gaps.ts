import type { Level } from '@xunling/contracts';
import type { District, KnownUnit } from '../known/district.js';
import { stockKey } from '../known/stock.js';
import { unitsFor } from '../order/expand.js';
import type { Holes } from './holes.js';
import type { PlanLine } from './plan.js';

/** What a level wants to lie in each depot it orders, against what was counted there; what nobody counted is unknown, a hole of its own. */
export function stockGaps(level: Level, lines: readonly PlanLine[], district: District, holes: Holes): void {
  const { items, onHand } = district.stock;
  const needs = new Map<string, { depot: KnownUnit; item: string; n: number }>();
  for (const line of lines) {
    if (line.to !== 'depot') continue;
    for (const depot of unitsFor(district.depots, line.kinds, line.perArea, district.streets(), district)) {
      for (const { item, quantity } of line.stock ?? []) {
        const key = stockKey(depot.id, item);
        needs.set(key, { depot, item, n: (needs.get(key)?.n ?? 0) + quantity });
      }
    }
  }
  for (const [key, { depot, item, n }] of needs) {
    const has = onHand.get(key);
    const { name, nameEn, unit } = items.get(item) ?? { name: item, nameEn: item, unit: '' };
    if (has === undefined) holes.add(level, { key: `stock-unknown|${depot.id}/${item}`, kind: 'stock-unknown', area: depot.area, zh: `${depot.name}：${name}从未盘点，需 ${n} ${unit}`.trim(), en: `${depot.name}: ${nameEn} never counted, needs ${n}` });
    // named with what it needs: whoever lets a small need pass has not let a great one pass
    else if (has < n) holes.add(level, { key: `stock-short|${depot.id}/${item}/${n}`, kind: 'stock-short', area: depot.area, zh: `${depot.name}：${name}需 ${n} ${unit}，现有 ${has} ${unit}`, en: `${depot.name}: ${nameEn} needs ${n}, has ${has}` });
  }
}
