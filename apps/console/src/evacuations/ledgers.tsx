import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { addCounts, conservationOf, EVACUEE_STATES, noCounts } from '@xunling/contracts';
import type { EvacuationActed, EvacuationSteps, EvacuationView, EvacuationWithLedgers, LedgerHousehold, LedgerHouseholdPage, ShelterPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const COLUMNS = ['planned', 'moved', 'alreadySafe', 'refused', 'unreachable', 'remaining', 'verified'] as const;

/** Grid by grid and community by community, then the households of the grid one chooses. */
export function Ledgers({ of: e }: { of: EvacuationView }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const [area, setArea] = useState<string>();
  const query = useQuery({ queryKey: ['evacuations', 'one', e.id], queryFn: () => read<EvacuationWithLedgers>(`/api/evacuations/${e.id}`) });
  if (query.error) return <Problem error={query.error} />;
  const ledgers = query.data?.ledgers ?? [];
  const communities = [...new Set(ledgers.map((l) => l.area.slice(0, 12)))];
  const row = (code: string, of: typeof ledgers) => {
    const c = conservationOf(of.reduce((sum, l) => addCounts(sum, l.totals), noCounts()));
    const grid = code.length === 15;
    return <tr key={code}><td>{grid ? <button className="plain link" aria-expanded={area === code} onClick={() => setArea(area === code ? undefined : code)}>{names.area(code)}</button> : <b>{names.area(code)}</b>}</td>{COLUMNS.map((k) => <td key={k} className={`num ${k !== 'planned' && k !== 'moved' && k !== 'verified' && k !== 'alreadySafe' && c[k] > 0 ? 'over' : ''}`}>{c[k]}</td>)}</tr>;
  };
  return (
    <>
      <div className="scroll" tabIndex={0}>
        <table className="table"><thead><tr><th scope="col">{t('evacuations/c_area')}</th>{COLUMNS.map((k) => <th key={k} scope="col">{t(`evacuations/c_${k}`)}</th>)}</tr></thead>
          <tbody>{communities.flatMap((c) => [row(c, ledgers.filter((l) => l.area.startsWith(c))), ...ledgers.filter((l) => l.area.startsWith(c)).map((l) => row(l.area, [l]))])}</tbody></table>
      </div>
      {area ? <Households evacuation={e} area={area} /> : <p className="dim">{t('evacuations/pick')}</p>}
    </>
  );
}

function Households({ evacuation, area }: { evacuation: EvacuationView; area: string }) {
  const { t } = useWords();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const client = useQueryClient();
  const [state, setState] = useState('');
  const [shelter, setShelter] = useState<string>();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const { sending, error, done, run } = useAct<EvacuationActed>();
  const shelters = useQuery({ queryKey: ['shelters', 'pick', area.slice(0, 9)], queryFn: () => read<ShelterPage>(`/api/shelters?area=${area.slice(0, 9)}&limit=100`), retry: false });
  const query = useInfiniteQuery({ queryKey: ['evacuations', 'households', evacuation.id, area, state], initialPageParam: '', getNextPageParam: (last: LedgerHouseholdPage) => last.nextCursor, queryFn: ({ pageParam }) => read<LedgerHouseholdPage>(`/api/evacuations/${evacuation.id}/households?area=${area}&limit=50${state ? `&state=${state}` : ''}${pageParam ? `&cursor=${pageParam}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const say = async (act: string, whom: object) => { if (await run(`/api/evacuations/${evacuation.id}/${act}`, { ...whom, ...(act === 'arrive' && shelter ? { shelterId: shelter } : {}) })) { setPicked([]); void client.invalidateQueries({ queryKey: ['evacuations'] }); } };
  /** Who of a household is ticked; nobody: all of it. */
  const pickedOf = (h: LedgerHousehold): string[] => h.persons.filter((p) => picked.includes(p.personId)).map((p) => p.personId);
  const whom = (h: LedgerHousehold): object => (pickedOf(h).length > 0 ? { personIds: pickedOf(h) } : { householdIds: [h.householdId] });
  const acts = evacuation.state === 'open' ? ['notify', 'move', 'arrive', 'verify', 'find-safe', 'refuse', 'not-reach', 'return'] : evacuation.state === 'lifted' ? ['arrive', 'verify', 'allow-return', 'return'] : [];
  const buttons = (whom: object, names_: readonly string[]) => <div className="ledger-acts">{names_.map((act) => <Button key={act} size="small" disabled={sending || phase !== 'live'} onClick={() => void say(act, whom)}>{t(`evacuations/a_${act}`)}</Button>)}</div>;
  return (
    <section aria-label={t('evacuations/ledgerOf', { area: names.area(area) })}>
      <h3>{t('evacuations/ledgerOf', { area: names.place(area) })}</h3>
      <div className="page-acts">
        <Select style={{ width: 150 }} aria-label={t('evacuations/state')} value={state} onChange={setState} options={[{ value: '', label: t('evacuations/all') }, ...EVACUEE_STATES.map((s) => ({ value: s, label: t(`evacuations/s_${s}`) }))]} />
        <Select style={{ minWidth: 240 }} aria-label={t('evacuations/shelter')} value={shelter ?? ''} onChange={(v) => setShelter(v || undefined)} options={[{ value: '', label: t('evacuations/elsewhere') }, ...(shelters.data?.items ?? []).filter((s) => !s.closed).map((s) => ({ value: s.id, label: `${names.area(s.area)} ${s.name} · ${t('shelters/free', { n: s.totals.free })}` }))]} />
        {acts.length > 0 && <><span className="dim">{t('evacuations/wholeGrid')}</span>{buttons({ area }, acts.filter((a) => ['notify', 'move', 'arrive', 'verify', 'allow-return'].includes(a)))}</>}
      </div>
      {done && <p className="receipt" role="status">✓ {t('evacuations/done', { n: done.changed })} {done.refused.map((r) => t('evacuations/notFit', { n: r.count, state: t(`evacuations/s_${r.state}`) })).join(' · ')}</p>}
      <Problem error={error ?? query.error} kept={error ? t('evacuations/kept') : ''} />
      {query.data && items.length === 0 && <p className="empty">{t('evacuations/noHouseholds')}</p>}
      {items.length > 0 && (
        <div className="scroll" tabIndex={0}><table className="table">
          <thead><tr>{['household', 'persons', 'act'].map((c) => <th key={c} scope="col">{t(`evacuations/c_${c}`)}</th>)}</tr></thead>
          <tbody>{items.map((h) => (
            <tr key={h.householdId}>
              <td><b>{h.head}</b> <span className="num">{h.phone}</span><div className="dim">{h.masked ? t('evacuations/masked') : h.address}</div></td>
              <td>{h.persons.map((p) => <div key={p.personId}>{h.masked || acts.length === 0 || h.persons.length === 1 ? p.name : <Checkbox checked={picked.includes(p.personId)} onChange={(x) => setPicked(x.target.checked ? [...picked, p.personId] : picked.filter((id) => id !== p.personId))}>{p.name}</Checkbox>} <span className={['refused', 'unreachable', 'returned'].includes(p.state) ? 'over' : 'dim'}>{t(`evacuations/s_${p.state}`)}</span></div>)}</td>
              <td>{!h.masked && pickedOf(h).length > 0 && <div className="dim">{t('evacuations/picked', { n: pickedOf(h).length, of: h.persons.length })}</div>}{!h.masked && buttons(whom(h), acts)}{h.masked && acts.includes('verify') && buttons({ householdIds: [h.householdId] }, ['verify'])}<Steps evacuation={evacuation.id} of={h} /></td>
            </tr>
          ))}</tbody>
        </table></div>
      )}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

function Steps({ evacuation, of: h }: { evacuation: string; of: LedgerHousehold }) {
  const { t } = useWords();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const query = useQuery({ queryKey: ['evacuations', 'steps', evacuation, h.householdId], queryFn: () => read<EvacuationSteps>(`/api/evacuations/${evacuation}/households/${h.householdId}/steps`), enabled: open });
  const people = usePeople((query.data?.items ?? []).flatMap((s) => (s.by ? [s.by] : [])));
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}><summary>{t('evacuations/steps')}</summary>
      <ul>{(query.data?.items ?? []).map((s, i) => <li key={i} className="dim">{shortTime(s.at, now)} {t(`evacuations/a_${s.act}`)} {t('evacuations/people', { n: s.count })}{s.by ? ` · ${people(s.by)}` : ''}{s.note ? ` · ${s.note}` : ''}{s.late ? ` · ${t('evacuations/late')}` : ''}</li>)}</ul>
    </details>
  );
}
