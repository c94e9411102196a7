import { Button } from 'antd';
import type { FormDocument, FormField, FormTable } from '@xunling/contracts/classes';
import { useNames, usePeople } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { PdfButton } from '../look/pdf-button.js';
import { eventKey } from '../view/event.js';
import { clockTime, dateOf } from '../view/time.js';
import { useWords } from '../words/use-words.js';

type Say = (kind: string, value: string) => string;
const userOf = (actor: string): string => actor.replace(/^user:/, '');
const moment = (at: string): string => `${dateOf(at)} ${clockTime(at)}`;

/** One form as a printed sheet: labels in both languages, what no record says shaded and marked. */
export function FormSheet({ document: doc }: { document: FormDocument }) {
  const { t, code } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const persons = [doc.preparedBy, ...doc.fields.flatMap((f) => (f.kind === 'person' && f.value ? [f.value] : [])), ...doc.tables.flatMap((table) => table.columns.flatMap((c, i) => (c.kind === 'person' ? table.rows.flatMap((r) => r.cells[i]!.split(' ').map(userOf)) : [])))];
  const people = usePeople(persons);
  const say: Say = (kind, value) => {
    if (value === '') return '';
    if (kind === 'instant') return moment(value);
    if (kind === 'area') return value.split(' ').map(names.place).join(', ');
    if (kind === 'event') return code('event', eventKey(value));
    if (kind === 'person') return value.split(' ').map((v) => (v.startsWith('system:') ? t('plans/system') : people(userOf(v)))).join(', ');
    return value;
  };
  const download = () => {
    const link = window.document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(doc, undefined, 2)], { type: 'application/json' }));
    link.download = `ics-${doc.form}-${doc.from.slice(0, 16)}-${doc.to.slice(0, 16)}.json`.replace(/:/g, '');
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <div className="page-acts no-print form-acts">
        <Button type="primary" onClick={() => print()}>{t('forms/print')}</Button><PdfButton path={`/api/forms/pdf?${new URLSearchParams({ incident: doc.incidentId, form: doc.form, from: doc.from, to: doc.to }).toString()}`} name={`ics-${doc.form}-${doc.from.slice(0, 10)}.pdf`} /><Button onClick={download}>{t('forms/json')}</Button>
        <span className="dim">{t('forms/blanks', { n: doc.blank })}</span>
      </div>
      <article className="form-sheet" aria-label={`ICS ${doc.form}`}>
        <header>
          <b className="form-no">ICS {doc.form}</b>
          <h2>{doc.titleZh}<small lang="en">{doc.titleEn}</small></h2>
          <p className="num">{moment(doc.from)} – {moment(doc.to)}<br />UTC+8</p>
        </header>
        <dl className="form-fields">{doc.fields.map((f) => <Field key={f.key} field={f} say={say} />)}</dl>
        {doc.tables.map((table) => <Rows key={table.key} table={table} say={say} />)}
        <footer className="num">{t('forms/made', { who: people(doc.preparedBy), time: moment(doc.preparedAt) })} · SHA-256 {doc.hash}</footer>
      </article>
    </>
  );
}

const Label = ({ zh, en }: { zh: string; en: string }) => <><span lang="zh-CN">{zh}</span> <small lang="en">{en}</small></>;
const sources = (of: FormField | FormTable): string => of.sources.map((s) => `${s.kind} ×${s.n}`).join(', ');

function Field({ field, say }: { field: FormField; say: Say }) {
  const { t } = useWords();
  return (
    <div className={field.derived ? '' : 'form-blank'}>
      <dt><Label zh={field.zh} en={field.en} /></dt>
      <dd title={sources(field)}>{field.value === undefined ? <em>{t('forms/blank')}</em> : say(field.kind, field.value)}</dd>
    </div>
  );
}

function Rows({ table, say }: { table: FormTable; say: Say }) {
  const { t } = useWords();
  return (
    <section className={table.derived ? '' : 'form-blank'} aria-label={table.en}>
      <h3 title={sources(table)}><Label zh={table.zh} en={table.en} /></h3>
      <div className="form-scroll" tabIndex={0} role="group" aria-label={table.en}>
        <table>
          <thead><tr>{table.columns.map((c) => <th key={c.key} scope="col"><Label zh={c.zh} en={c.en} /></th>)}</tr></thead>
          <tbody>
            {table.rows.map((r, i) => <tr key={i}>{r.cells.map((cell, j) => <td key={j} className={cell === '' ? 'none' : table.columns[j]!.kind === 'instant' ? 'num' : ''}>{say(table.columns[j]!.kind, cell)}</td>)}</tr>)}
            {table.rows.length === 0 && <tr><td colSpan={table.columns.length}><em>{table.derived ? t('forms/noRows') : t('forms/blank')}</em></td></tr>}
          </tbody>
        </table>
      </div>
      {table.more > 0 && <p>{t('forms/more', { n: table.more })}</p>}
    </section>
  );
}
