import { EVENT_WORDS } from '@xunling/contracts';
import type { FormDocument } from '@xunling/contracts/classes';
import type { Sheet } from './sheet.js';
import { EXERCISE, moment, SYSTEM } from './words.js';

/** Names of people and places by id and code; what has none stays as it is. */
export interface Names { person(id: string): string; area(code: string): string }

const userOf = (actor: string): string => actor.replace(/^user:/, '');

/** Ids of people a form names. */
export function peopleIn(doc: FormDocument): string[] {
  const cells = doc.tables.flatMap((t) => t.columns.flatMap((c, i) => (c.kind === 'person' ? t.rows.flatMap((r) => (r.cells[i] ?? '').split(' ')) : [])));
  const fields = doc.fields.flatMap((f) => (f.kind === 'person' && f.value ? f.value.split(' ') : []));
  return [...new Set([doc.preparedBy, ...fields, ...cells].map(userOf).filter((id) => /^[0-9a-f-]{36}$/.test(id)))];
}

function said(kind: string, value: string, names: Names): string {
  if (value === '') return '';
  if (kind === 'instant') return moment(value);
  if (kind === 'area') return value.split(' ').map((code) => names.area(code)).join('、');
  if (kind === 'person') return value.split(' ').map((v) => (v.startsWith('system:') ? SYSTEM : names.person(userOf(v)))).join('、');
  if (kind === 'event') { const words = EVENT_WORDS[value]; return words ? `${words.zh} ${words.en}` : value; }
  return value;
}

/** A staff form as a sheet: block by block what was rendered, the same hash at its foot. */
export function formSheet(doc: FormDocument, names: Names, exercise: boolean): Sheet {
  return {
    no: `ICS ${doc.form}`, title: { zh: doc.titleZh, en: doc.titleEn }, head: [doc.incident, `${moment(doc.from)} – ${moment(doc.to)}`, '北京时间 UTC+8'], ...(exercise ? { banner: EXERCISE } : {}),
    blocks: [
      { kind: 'fields', fields: doc.fields.map((f) => ({ zh: f.zh, en: f.en, ...(f.value === undefined ? {} : { value: said(f.kind, f.value, names) }) })) },
      ...doc.tables.map((t) => ({ kind: 'table' as const, title: { zh: t.zh, en: t.en }, columns: t.columns.map(({ zh, en }) => ({ zh, en })), rows: t.rows.map((r) => r.cells.map((cell, i) => said(t.columns[i]!.kind, cell, names))), blank: !t.derived, more: t.more })),
    ],
    foot: `由记录生成 made from records · ${names.person(doc.preparedBy)} ${moment(doc.preparedAt)} · 留空 blank ${doc.blank} · SHA-256 ${doc.hash}`, at: new Date(doc.preparedAt),
  };
}
