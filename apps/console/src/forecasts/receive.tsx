import { Button, Input, Select } from 'antd';
import type { ForecastProduct, ForecastView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** Beijing time as the field shows it, "2021-07-19T08:00". */
const local = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
const instant = (text: string): string => `${text}:00+08:00`;

/** A product that came by phone, mail or fax is entered by hand; its validity follows from the product and may be changed. */
export function Receive({ products }: { products: readonly ForecastProduct[] }) {
  const { t, zh } = useWords();
  const { phase } = useLive();
  const now = useNow();
  const [code, setCode] = useState(products[0]?.code);
  const [issued, setIssued] = useState('');
  const [text, setText] = useState('');
  const { sending, error, done, run, clear } = useAct<ForecastView>();
  // one that was taken off the ladder meanwhile is not entered
  const product = products.find((p) => p.code === code) ?? products[0];
  const send = async () => {
    const at = issued ? instant(issued) : new Date(now).toISOString();
    const validTo = new Date(Date.parse(at) + product!.horizonHours * 3_600_000).toISOString();
    if (await run('/api/forecasts', { product: product!.code, issuer: product!.issuer, issuedAt: new Date(at).toISOString(), validFrom: new Date(at).toISOString(), validTo, textZh: text.trim() })) { setText(''); setIssued(''); }
  };
  return (
    <section className="sheet" aria-label={t('forecasts/receive')}>
      <h2>{t('forecasts/receive')}</h2>
      <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <Select style={{ minWidth: 220 }} aria-label={t('forecasts/c_product')} value={product?.code ?? null} onChange={(next: string | null) => { setCode(next ?? undefined); clear(); }} options={products.map((p) => ({ value: p.code, label: zh ? p.nameZh : p.nameEn }))} />
        <label>{t('forecasts/issuedAt')} <input className="native" type="datetime-local" value={issued} max={local(now)} onChange={(e) => setIssued(e.target.value)} /></label>
        <Input style={{ flex: '1 1 320px' }} value={text} maxLength={4000} placeholder={t('forecasts/text')} aria-label={t('forecasts/text')} onChange={(e) => { setText(e.target.value); clear(); }} />
        <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !product || text.trim() === ''}>{t('forecasts/do')}</Button>
        {done && <span className="receipt" role="status">✓ {t('forecasts/done')}</span>}
      </form>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </section>
  );
}
