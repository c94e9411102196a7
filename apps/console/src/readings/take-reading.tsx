import { Button, Checkbox, Input, Select } from 'antd';
import { ELEMENTS } from '@xunling/contracts';
import type { ObservationsOutcome, SourceView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayCall } from '../view/area-tree.js';
import { useWords } from '../words/use-words.js';
import { EMPTY, named, readingFaults, readingOf, unitOf, type ReadingDraft } from './draft.js';

/** What a person read off a staff gauge: from where, of what, when, and how often it will be read. */
export function TakeReading({ known, onDone }: { known: readonly SourceView[]; onDone: () => void }) {
  const { t, code } = useWords();
  const { picture, phase } = useLive();
  const { user } = useSession();
  const names = useNames(picture);
  const now = useNow();
  const [draft, setDraft] = useState<ReadingDraft>(EMPTY);
  const { sending, error, done, run, clear } = useAct<ObservationsOutcome>();
  const set = (next: ReadingDraft): void => { setDraft(next); clear(); };
  const faults = readingFaults(draft, now);
  const areas = Object.entries(picture?.areas ?? {}).filter(([a, of]) => !of.closed && mayCall(user?.grants ?? [], 'command.observation.take', a)).map(([a]) => ({ value: a, label: names.place(a) }));
  // source, area and interval stay: the next reading is most often of the same gauge
  const send = async () => { if (await run('/api/observations', { readings: [readingOf(draft, now)] })) { setDraft({ ...draft, value: '', at: '', suspect: false }); onDone(); } };
  return (
    <section className="sheet" aria-label={t('readings/take')}>
      <h2>{t('readings/take')}</h2>
      <form className="reading-form" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <label>{t('readings/c_source')}<input className="native" list="reading-sources" maxLength={80} placeholder={t('readings/sourceHint')} value={draft.source} onChange={(e) => set(named(draft, e.target.value, known))} /></label>
        <datalist id="reading-sources">{[...new Set(known.map((s) => s.source))].map((s) => <option key={s} value={s} />)}</datalist>
        <label>{t('plans/t_element')}<Select value={draft.element} onChange={(element: string) => set({ ...draft, element })} options={ELEMENTS.map((e) => ({ value: e, label: code('plans/element', e) }))} /></label>
        <label>{t('readings/c_value')}<Input inputMode="decimal" suffix={unitOf(draft.element)} status={draft.value !== '' && faults.includes('value') ? 'error' : ''} aria-invalid={draft.value !== '' && faults.includes('value')} value={draft.value} onChange={(e) => set({ ...draft, value: e.target.value })} /></label>
        <label>{t('readings/at')}<input className="native" type="datetime-local" aria-invalid={faults.includes('at')} value={draft.at} onChange={(e) => set({ ...draft, at: e.target.value })} /></label>
        <label>{t('readings/c_area')}<Select showSearch={{ optionFilterProp: 'label' }} value={draft.area || null} placeholder={t('readings/areaHint')} onChange={(area: string | null) => set({ ...draft, area: area ?? '' })} options={areas} /></label>
        <label>{t('readings/every')}<Input inputMode="numeric" status={faults.includes('everyMinutes') ? 'error' : ''} aria-invalid={faults.includes('everyMinutes')} value={draft.everyMinutes} onChange={(e) => set({ ...draft, everyMinutes: e.target.value })} /></label>
        <Checkbox checked={draft.suspect} onChange={(e) => set({ ...draft, suspect: e.target.checked })}>{t('readings/suspectHint')}</Checkbox>
        <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || faults.length > 0}>{t('readings/do')}</Button>
        {faults.includes('at') && <p className="over" role="status">▲ {t('readings/future')}</p>}
        {done && <p className="receipt" role="status">✓ {t(done.repeated > 0 ? 'readings/repeated' : done.late > 0 ? 'readings/late' : 'readings/taken')}</p>}
      </form>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </section>
  );
}
