import { describe, expect, it } from 'vitest';
import { FORMS } from '@xunling/contracts/classes';
import fc from 'fast-check';
import { FORM_RULES, formRule } from './forms.js';
import { periodOf } from './period.js';
import type { FormRecords, WorkRecord } from './records.js';

const at = (minute: number): Date => new Date(Date.parse('2021-07-20T00:00:00Z') + minute * 60_000);
const ID = '018f0000-0000-7000-8000-000000000001';
const PERIOD = { from: at(0), to: at(720) };
const NONE: FormRecords = {
  incident: { id: ID, name: '7·20', zone: '410171', areas: ['410171'], openedAt: at(0), closedAt: null }, seats: [], members: [], officers: [], lines: [], changes: [], sets: { items: [], total: 0 }, work: { items: [], total: 0 },
  resources: { items: [], total: 0 }, requests: { items: [], total: 0 }, warnings: [], sitreps: [], claims: [], channels: [], checkIns: { items: [], total: 0 }, log: { items: [], total: 0 }, counts: [], hospitals: [], messages: { items: [], total: 0 },
  figures: {
    asOf: at(720).toISOString(), levels: {}, warnings: { active: 0, byColour: {} }, decisions: { open: 0, raised: 0, held: 0 }, orders: { issued: 0, delivered: 0, acknowledged: 0, executing: 0, reported: 0, verified: 0, ended: 0 },
    measures: { ordered: 0, done: 0, lifted: 0 }, perStreet: {}, claims: [], sources: { counted: [], silent: [] },
  },
};
const body = (form: string, more: Partial<FormRecords> = {}) => formRule(form).of({ ...NONE, ...more }, PERIOD);
const refusal = (act: () => unknown): string => { try { act(); return 'done'; } catch (e) { return (e as { body?: { errors?: { reason: string }[] } }).body?.errors?.[0]?.reason ?? String(e); } };

describe('staff forms', () => {
  it('are the thirteen of the contract, each block with a key of its own and a label in both languages', () => {
    expect(FORM_RULES.map((f) => f.form)).toEqual([...FORMS]);
    for (const { form } of FORM_RULES) {
      const blocks = [...body(form).fields, ...body(form).tables];
      expect(new Set(blocks.map((b) => b.key)).size).toBe(blocks.length);
      for (const b of blocks) { expect(b.zh).not.toBe(''); expect(b.en).not.toBe(''); }
    }
  });

  it('leave blank what no record says: a medical plan and a message but for the incident and the period', () => {
    expect(body('206').fields.filter((f) => f.derived).map((f) => f.key)).toEqual(['1', '2a', '2b']);
    expect(body('206').tables.map((t) => [t.key, t.derived, t.rows.length])).toEqual([['3', false, 0], ['4', false, 0], ['5', true, 0]]);
    expect(body('213').fields.filter((f) => f.derived).map((f) => f.key)).toEqual(['1', '0a', '0b']);
    expect(body('202').fields.filter((f) => f.derived).map((f) => f.key)).toEqual(['1', '2a', '2b']);
    expect(body('209').fields.filter((f) => ['4', '5', '28', '30', '31', '32', '45'].includes(f.key)).map((f) => f.derived)).toEqual([false, false, false, false, false, false, false]);
  });

  it('say what is recorded, with its records', () => {
    const seat = { id: ID, seat: 'commander', name: '王建国', since: at(0) };
    expect(body('209', { seats: [seat] }).fields.find((f) => f.key === '4')).toMatchObject({ value: '王建国', derived: true, sources: [{ kind: 'seat-term', n: 1, ids: [ID] }] });
    const lost = { ...NONE.figures, casualties: { dead: 1, missing: 2, injured: 0, perStreet: {} } };
    expect(body('209', { figures: lost }).fields.find((f) => f.key === '31')).toMatchObject({ value: '1/2/0', derived: true, sources: [{ kind: 'casualty', n: 3 }] });
    const orders = { ...NONE.figures, orders: { ...NONE.figures.orders, issued: 10, ended: 2, verified: 4 } };
    expect(body('209', { figures: orders }).fields.find((f) => f.key === '8')!.value).toBe('4/8 (50.0%)');
  });

  it('say what was ordered as objectives, why levels moved as emphasis, where the injured go, and what was said to whom', () => {
    const work = (measure: string, orders: number): WorkRecord => ({ street: '561', kind: 'post', force: 'POLICE', measure, orders, executing: 0, reported: 0, verified: 0, ended: 0 });
    const change = (level: string, reason: string | null) => ({ id: ID, at: at(1), areas: ['410171561'], level, reason, signers: [], planVersion: null });
    const objectives = body('202', { work: { items: [work('PATROL', 3), work('SEAL', 9), work('PATROL', 4)], total: 3 }, changes: [change('II', null), change('III', '局地暴雨')] });
    expect(objectives.fields.find((f) => f.key === '3')).toMatchObject({ value: '封闭 Seal ×9; 巡查 Patrol ×7', sources: [{ kind: 'order', n: 16 }] });
    expect(objectives.fields.find((f) => f.key === '4')).toMatchObject({ value: 'III级 level III: 局地暴雨', sources: [{ kind: 'level-change', n: 1 }] });
    const medical = body('206', { hospitals: [{ id: ID, name: '示例医院', area: '410171561901001', owner: '示例单位' }], figures: { ...NONE.figures, casualties: { dead: 0, missing: 0, injured: 3, perStreet: {} } } });
    expect(medical.tables.find((t) => t.key === '5')!.rows).toEqual([{ cells: ['示例医院', '410171561901001', '示例单位', '', ''] }]);
    expect(medical.fields.find((f) => f.key === '5b')!.value).toBe('0/0/3');
    const message = { id: ID, at: at(1), kind: 'attention', sender: 'system:command', receiver: ID, area: null, text: '请核实', answered: at(3), by: ID, reply: '已核实' };
    expect(body('213', { messages: { items: [message], total: 1 } }).tables[0]!.rows).toEqual([{ cells: [at(1).toISOString(), '报值班员 attention', 'system:command', ID, '', '请核实', at(3).toISOString(), ID, '已核实'] }]);
  });

  it('state how many rows they do not list', () => {
    const row: WorkRecord = { street: '561', kind: 'post', force: 'POLICE', measure: 'PATROL', orders: 3, executing: 2, reported: 1, verified: 1, ended: 0 };
    expect(body('204', { work: { items: [row], total: 41 } }).tables.find((t) => t.key === '6')).toMatchObject({ more: 40, rows: [{ cells: ['410171561', '岗位 post', '公安 police', '巡查 Patrol', '3', '2', '1', '1', '0'] }] });
  });

  it('never guess: whatever the records, a block has a value and its sources, or neither', () => {
    const people = fc.array(fc.record({ id: fc.uuid(), seat: fc.constantFrom('commander', 'deputy'), name: fc.string({ minLength: 1, maxLength: 5 }), since: fc.constant(at(1)) }), { maxLength: 3 });
    const sitreps = fc.array(fc.record({ id: fc.uuid(), number: fc.nat(9), kind: fc.constantFrom('INITIAL', 'FOLLOW_UP'), textZh: fc.string({ maxLength: 9 }), author: fc.uuid(), approver: fc.uuid(), publishedAt: fc.constant(at(5)) }), { maxLength: 1 });
    fc.assert(fc.property(fc.constantFrom(...FORMS), people, sitreps, (form, seats, reports) => {
      const { fields, tables } = body(form, { seats, sitreps: reports });
      for (const f of fields) { expect(f.derived).toBe(f.value !== undefined); expect(f.sources.length > 0).toBe(f.derived); }
      for (const t of tables) { expect(t.sources.length > 0).toBe(t.derived); expect(t.derived || t.rows.length === 0).toBe(true); for (const r of t.rows) expect(r.cells).toHaveLength(t.columns.length); }
    }));
  });

  it('count a period that is over, not empty, and touches the incident', () => {
    const ask = (a: number, b: number) => () => periodOf({ from: at(a).toISOString(), to: at(b).toISOString() }, at(0), at(60));
    expect([[0, 30], [-60, 10], [30, 30], [0, 60], [-60, 0]].map(([a, b]) => refusal(ask(a!, b!)))).toEqual(['done', 'done', 'empty', 'future', 'before']);
  });
});
