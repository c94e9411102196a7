import { Select } from 'antd';
import { useLive } from '../live/use-picture.js';
import { openOver } from '../view/incidents.js';
import { useWords } from '../words/use-words.js';

/** Which incident an act belongs to; asked only where several run over its areas. */
export function IncidentPick({ areas, value, onChange }: { areas: readonly string[]; value: string | undefined; onChange: (id: string | undefined) => void }) {
  const { t } = useWords();
  const { picture } = useLive();
  const open = picture ? openOver(picture, areas) : [];
  if (open.length < 2) return null;
  return <label>{t('incidents/which')}<Select value={value ?? null} placeholder={t('incidents/whichHint', { n: open.length })} style={{ width: '100%' }} onChange={(id: string | null) => onChange(id ?? undefined)} options={open.map((i) => ({ value: i.id, label: i.name }))} /></label>;
}
