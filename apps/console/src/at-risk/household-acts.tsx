import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { HouseholdView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { HouseholdForm } from './household-form.js';

/** One household put on the register by hand. */
export function AddHousehold() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  return (
    <section className="sheet" aria-label={t('atRisk/add')}>
      <div className="page-acts"><Button aria-expanded={open} onClick={() => { setOpen(!open); setDone(false); }}>{t('atRisk/add')}</Button>{done && <span className="receipt" role="status">✓ {t('atRisk/added')}</span>}</div>
      {open && <HouseholdForm onDone={() => { setOpen(false); setDone(true); }} />}
    </section>
  );
}

export type HouseholdAct = 'change' | 'close' | undefined;

/** Correct a household, or take it off the register, for its own line. */
export function HouseholdActs({ of: h, open, onOpen }: { of: HouseholdView; open: HouseholdAct; onOpen: (act: HouseholdAct) => void }) {
  const { t } = useWords();
  return <div className="page-acts">{(['change', 'close'] as const).map((a) => <Button key={a} size="small" aria-expanded={open === a} aria-label={`${t(`atRisk/${a}`)} ${h.code}`} onClick={() => onOpen(open === a ? undefined : a)}>{t(`atRisk/${a}`)}</Button>)}</div>;
}

/** The opened act as a line of its own below the household, with the reason: a form has no room in a column. */
export function HouseholdActLine({ of: h, open, onDone }: { of: HouseholdView; open: 'change' | 'close'; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<HouseholdView>();
  const close = async () => { if (await run(`/api/at-risk/${h.id}/close`, { reason: reason.trim() })) { onDone(); void client.invalidateQueries({ queryKey: ['at-risk'] }); } };
  return (
    <tr><td colSpan={5}>
      <b>{t(`atRisk/${open}`)} {h.code}</b>
      {open === 'change' && <HouseholdForm of={h} onDone={onDone} />}
      {open === 'close' && (
        <form className="effect stack" onSubmit={(e) => { e.preventDefault(); void close(); }}>
          <span className="dim">{t('atRisk/closeEffect')}</span>
          <Input value={reason} maxLength={400} aria-label={t('levels/why')} placeholder={t('levels/why')} onChange={(e) => setReason(e.target.value)} />
          <Problem error={error} kept={error ? t('field/kept') : ''} />
          <Button danger size="small" htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim()}>{t('atRisk/closeDo')}</Button>
        </form>
      )}
    </td></tr>
  );
}
