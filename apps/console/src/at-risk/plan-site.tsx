import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select } from 'antd';
import type { AtRiskSitePlan, ShelterPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** Closes the gap "no evacuation plan" where it is shown: how many people, to which shelter of the street. */
export function PlanSite({ siteId, area, name }: { siteId: string; area: string; name: string }) {
  const { t, zh } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [persons, setPersons] = useState<number | null>(null);
  const [shelterId, setShelter] = useState<string>();
  const [note, setNote] = useState('');
  const { sending, error, run } = useAct<AtRiskSitePlan>();
  const street = area.slice(0, 9);
  const { data } = useQuery({ queryKey: ['shelters', 'of', street], enabled: open, queryFn: () => read<ShelterPage>(`/api/shelters?area=${street}&limit=100`) });
  const send = async () => { if (await run(`/api/at-risk/sites/${siteId}/plan`, { persons, shelterId, ...(note.trim() ? { note: note.trim() } : {}) })) void client.invalidateQueries({ queryKey: ['at-risk'] }); };
  return (
    <>
      <Button size="small" aria-expanded={open} aria-label={`${t('atRisk/plan')} ${name}`} onClick={() => setOpen(!open)}>{t('atRisk/plan')}</Button>
      {open && (
        <form className="effect stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
          <InputNumber min={0} max={100_000} precision={0} value={persons} aria-label={t('atRisk/planPersons')} placeholder={t('atRisk/planPersons')} style={{ width: 200 }} onChange={setPersons} />
          <Select style={{ minWidth: 220 }} aria-label={t('atRisk/planShelter')} placeholder={t('atRisk/planShelter')} value={shelterId ?? null} onChange={(v: string | null) => setShelter(v ?? undefined)} options={(data?.items ?? []).filter((s) => !s.closed).map((s) => ({ value: s.id, label: `${zh ? s.name : s.nameEn} (${s.totals.capacity})` }))} />
          <Input value={note} maxLength={1000} aria-label={t('field/note')} placeholder={t('field/note')} onChange={(e) => setNote(e.target.value)} />
          <Problem error={error} kept={error ? t('field/kept') : ''} />
          <Button type="primary" size="small" htmlType="submit" loading={sending} disabled={phase !== 'live' || persons === null || !shelterId}>{t('atRisk/planDo')}</Button>
        </form>
      )}
    </>
  );
}
