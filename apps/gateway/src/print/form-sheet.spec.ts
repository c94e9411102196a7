import { describe, expect, it } from 'vitest';
import type { FormDocument } from '@xunling/contracts/classes';
import { formSheet } from './form-sheet.js';

const doc = (rows: string[]): FormDocument => ({
  form: '214', titleZh: '活动日志', titleEn: 'Activity Log', incident: '7·20', from: '2021-07-20T00:00:00Z', to: '2021-07-20T12:00:00Z', preparedBy: 'system:command', preparedAt: '2021-07-20T12:00:00Z', blank: 0, hash: '0'.repeat(64), fields: [],
  tables: [{ key: '7', zh: '活动', en: 'Activity log', derived: true, columns: [{ key: 'type', zh: '活动', en: 'Activity', kind: 'event' }], rows: rows.map((type) => ({ cells: [type] })), more: 0, sources: [] }],
} as unknown as FormDocument);

describe('the activity log on paper', () => {
  it('calls a record by its words in both languages; one it has no words for stays a code', () => {
    const names = { person: (id: string) => id, area: (code: string) => code };
    const table = formSheet(doc(['command.level.raised', 'grid.duty.handed-back', 'command.unheard.of']), names, false).blocks.find((b) => b.kind === 'table');
    expect(table).toMatchObject({ rows: [['启动响应 Level raised'], ['任务交回 Duty handed back'], ['command.unheard.of']] });
  });
});
