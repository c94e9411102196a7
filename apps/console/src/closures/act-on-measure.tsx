import { Button, Input, InputNumber, Segmented } from 'antd';
import type { MeasureView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useUpload } from '../api/use-upload.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { owed } from '../field/measures.js';
import { PhotoField } from '../field/photo-field.js';
import { usePhoto } from '../field/use-photo.js';
import { mayIssueIn, mayReturnIn } from '../view/person.js';
import { useWords } from '../words/use-words.js';

const STANDING = ['verified', 'under-patrol', 'lift-ordered'];

/** What this person may do with a measure as it stands; the server decides, this only hides what would be refused. */
export function useActs(m: MeasureView): string[] {
  const { user } = useSession();
  const grants = user?.grants ?? [];
  const [over, verifies] = [mayIssueIn(grants, m.area), mayReturnIn(grants, m.area)];
  const own = user !== undefined && [m.orderedBy, m.executedBy].includes(user.id);
  const does = over || grants.some((g) => g.role === 'post-holder' && m.area.startsWith(g.area));
  const doing = owed(m, user?.id);
  const walks = verifies || grants.some((g) => g.role === 'post-holder' && m.area.startsWith(g.area));
  return [
    ...(m.executedAt && !m.verifiedAt && verifies && !own ? ['verify', 'return'] : []),
    ...(STANDING.includes(m.state) && m.verifiedAt && walks ? ['patrol'] : []),
    ...(m.review && m.review.state !== 'approved' && over && !own ? ['approve'] : []), ...(m.review?.state === 'waiting' && over && !own ? ['disapprove'] : []),
    ...(over && (['verified', 'under-patrol', 'executed'].includes(m.state) || (m.state === 'executing' && !m.dutyOpen)) ? ['order-lift'] : []),
    ...(does && doing ? [doing] : []),
    ...(over && m.verifiedAt ? ['patrol-every'] : []),
  ];
}

/** One act with what it needs: a reason, what the patrol found, an interval. Nothing changes before the server's receipt. */
export function ActOnMeasure({ m, act, onDone }: { m: MeasureView; act: string; onDone: () => void }) {
  const { t, code } = useWords();
  const { phase } = useLive();
  const [text, setText] = useState('');
  const [found, setFound] = useState('closed');
  const [n, setN] = useState<number | null>(act === 'patrol-every' ? m.patrolEvery : null);
  const { sending, error, run } = useAct<MeasureView>();
  const camera = usePhoto();
  const upload = useUpload();
  const reason = text.trim();
  const shows = act === 'execute' || act === 'lift';
  const needsReason = act === 'return' || act === 'disapprove' || act === 'order-lift';
  const body = (): [string, object] => {
    if (act === 'approve') return ['review', { verdict: 'approved' }];
    if (act === 'disapprove') return ['review', { verdict: 'returned', reason }];
    if (act === 'patrol') return ['patrol', { found, ...(n === null ? {} : { depthCm: n }), ...(reason ? { note: reason } : {}) }];
    if (act === 'patrol-every') return ['patrol-every', { minutes: n }];
    return [act, act === 'verify' || shows ? {} : { reason }];
  };
  const send = async () => {
    const [verb, input] = body();
    const evidence = shows ? await upload.run(camera.photo!) : undefined;
    if (shows && !evidence) return;
    if (await run(`/api/measures/${m.id}/${verb}`, evidence ? { evidence: [evidence] } : input)) onDone();
  };
  return (
    <form className="effect stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <span className="dim">{t(`closureBoard/e_${act}`, { measure: code('measure', m.measure) })}</span>
      {act === 'patrol' && <Segmented value={found} onChange={(v) => setFound(String(v))} options={[{ value: 'closed', label: t(m.siteId ? 'closureBoard/foundClosed' : 'closureBoard/areaFoundClosed') }, { value: 'open', label: t(m.siteId ? 'closureBoard/foundOpen' : 'closureBoard/areaFoundOpen') }]} />}
      {act === 'patrol' && m.siteId && <InputNumber min={0} max={2000} precision={0} value={n} suffix="cm" style={{ width: 160 }} aria-label={t('closureBoard/measuredDepth')} placeholder={t('closureBoard/measuredDepth')} onChange={setN} />}
      {act === 'patrol-every' && <InputNumber min={1} max={1440} precision={0} value={n} suffix={t('closureBoard/minutes')} style={{ width: 160 }} aria-label={t('closureBoard/a_patrol-every')} onChange={setN} />}
      {(needsReason || act === 'patrol') && <Input value={text} maxLength={1000} aria-label={needsReason ? t('levels/why') : t('field/note')} placeholder={needsReason ? t('levels/why') : t('field/note')} onChange={(e) => setText(e.target.value)} />}
      {shows && <><PhotoField of={camera} /><Button size="small" loading={camera.shrinking} onClick={camera.pick}>{t(camera.photo ? 'field/retake' : 'field/take')}</Button></>}
      <Problem error={error ?? upload.error} kept={error || upload.error ? t('field/kept') : ''} />
      <Button htmlType="submit" type="primary" size="small" loading={sending || upload.sending} disabled={phase !== 'live' || (shows && !camera.photo) || (needsReason && !reason) || (act === 'patrol-every' && !n)}>{t(`closureBoard/a_${act}`)}</Button>
    </form>
  );
}
