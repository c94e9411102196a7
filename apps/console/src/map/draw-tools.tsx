import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '../words/use-words.js';
import { open, typedRing, type Point, type Shape } from './shapes.js';

interface Props { shapes: readonly Shape[]; ring: readonly Point[]; drawing: boolean; onStart: () => void; onEnd: () => void; onBack: () => void; onRing: (ring: readonly Point[]) => void }

/** Ways to say where: by clicks, by the outline of an area, by typed corners; all work without a mouse but the first. */
export function DrawTools({ shapes, ring, drawing, onStart, onEnd, onBack, onRing }: Props) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  useEffect(() => {
    if (!drawing) return undefined;
    const keys = (e: KeyboardEvent) => {
      if (e.target instanceof HTMLInputElement || e.target instanceof HTMLTextAreaElement) return;
      if (e.key === 'Escape') onRing([]);
      else if (e.key === 'Backspace') onBack();
      else if (e.key === 'Enter' && ring.length > 2) onEnd();
      else return;
      e.preventDefault();
    };
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  }, [drawing, ring.length]);
  const corners = typedRing(typed);
  return (
    <section className="sheet" aria-label={t('map/where')}>
      <h2>{t('map/where')}</h2>
      <div className="page-acts">
        {drawing
          ? <><Button type="primary" disabled={ring.length < 3} onClick={onEnd}>{t('map/finish')}</Button><Button disabled={ring.length === 0} onClick={onBack}>{t('map/back')}</Button><Button onClick={() => onRing([])}>{t('map/cancel')}</Button></>
          : <><Button type={ring.length > 2 ? 'default' : 'primary'} onClick={onStart}>{t(ring.length > 2 ? 'map/again' : 'map/draw')}</Button>{ring.length > 0 && <Button onClick={() => onRing([])}>{t('map/clear')}</Button>}</>}
      </div>
      <p className="dim" role="status">{drawing ? t('map/drawing', { n: ring.length }) : ring.length > 2 ? t('map/drawn', { n: ring.length }) : t('map/hint')}</p>
      <label>{t('map/outline')}
        <Select showSearch={{ optionFilterProp: 'label' }} style={{ width: '100%' }} value={null} placeholder={t('map/outlineHint')} onChange={(code: string | null) => { const shape = shapes.find((s) => s.code === code); if (shape) onRing(open(shape.ring)); }} options={shapes.map((s) => ({ value: s.code, label: `${s.name} ${s.code}` }))} />
      </label>
      <details><summary>{t('map/typed')}</summary>
        <Input.TextArea rows={4} value={typed} aria-label={t('map/typed')} placeholder={'113.776 34.706\n113.779 34.706\n113.779 34.709'} onChange={(e) => setTyped(e.target.value)} />
        <Button size="small" disabled={!corners} onClick={() => corners && onRing(corners)}>{t('map/take')}</Button>
      </details>
    </section>
  );
}
