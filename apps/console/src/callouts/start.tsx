import { Button, Input, Select } from 'antd';
import type { StartedCallout } from '@xunling/contracts/classes';
import { COLOURS, LEVELS } from '@xunling/contracts';
import { useState } from 'react';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { IncidentPick } from '../look/incident-pick.js';
import { Problem } from '../look/problem.js';
import { mayIssueIn } from '../view/person.js';
import { useWords } from '../words/use-words.js';

/** As long as can be spoken in twenty seconds. */
const MOST = 100;

/** Calls the responsible persons of areas: for a warning in force, or by a level. */
export function Start({ onStarted }: { onStarted: (id: string) => void }) {
  const { t, code } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const [areas, setAreas] = useState<string[]>([]);
  const [why, setWhy] = useState<string>();
  const [incidentId, setIncident] = useState<string>();
  const [message, setMessage] = useState('');
  const { sending, error, done, run, clear } = useAct<StartedCallout>();
  const grants = user?.grants ?? [];
  const own = Object.keys(picture?.areas ?? {}).filter((a) => a.length <= 12 && mayIssueIn(grants, a)).sort();
  const warnings = Object.entries(picture?.warnings ?? {}).filter(([, w]) => w.state === 'active').sort(([, a], [, b]) => COLOURS.indexOf(b.colour as 'RED') - COLOURS.indexOf(a.colour as 'RED'));
  const warning = picture?.warnings[why ?? ''];
  const urgent = warning ? warning.colour === 'RED' : why === 'I' || why === 'II';
  const text = message.trim();
  const send = async () => {
    const signal = warning ? { warningId: why } : { level: why };
    const started = await run('/api/callouts', { areas, messageZh: text, ...signal, ...(incidentId ? { incidentId } : {}) });
    if (started) { setMessage(''); onStarted(started.id); }
  };
  return (
    <section className="sheet" aria-label={t('callouts/start')}>
      <h2>☎ {t('callouts/start')}</h2>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <label>{t('callouts/areas')}<Select mode="multiple" style={{ width: '100%' }} value={areas} placeholder={t('callouts/areasHint')} optionFilterProp="label" onChange={(v: string[]) => { setAreas(v); clear(); }} options={own.map((a) => ({ value: a, label: names.place(a) }))} /></label>
        <label>{t('callouts/why')}<Select style={{ width: '100%' }} value={why ?? null} placeholder={t('callouts/whyHint')} onChange={(v: string) => setWhy(v)} options={[
          ...warnings.map(([id, w]) => ({ value: id, label: `${code('hazard', w.hazard)} ${t(`colour/${w.colour}`)} · ${w.issuer}` })), ...LEVELS.map((l) => ({ value: l, label: t('callouts/byLevel', { level: t(`level/${l}`) }) })),
        ]} /></label>
        <IncidentPick areas={areas} value={incidentId} onChange={setIncident} />
        <label>{t('callouts/message')}<Input.TextArea rows={3} maxLength={MOST} showCount value={message} placeholder={t('callouts/messageHint')} onChange={(e) => { setMessage(e.target.value); clear(); }} /></label>
        {areas.length > 0 && why && <p>{t('callouts/effect', { where: areas.map(names.area).join('、') })} <span className="dim">{t(urgent ? 'callouts/lifeSafety' : 'callouts/guarded')}</span></p>}
        <Button type="primary" danger={urgent} htmlType="submit" loading={sending} disabled={phase !== 'live' || areas.length === 0 || !why || text === ''}>{sending ? t('trace/sending') : t('callouts/do')}</Button>
        {done && <p className="receipt" role="status">✓ {done.continued ? t('callouts/continued', { n: done.updates }) : t('callouts/started', { n: done.persons })}</p>}
        <Problem error={error} kept={error ? t('field/kept') : ''} />
      </form>
    </section>
  );
}
