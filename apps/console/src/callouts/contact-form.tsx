import { Button, Input, InputNumber, Select } from 'antd';
import { ROUTES } from '@xunling/contracts';
import type { ChannelList, ContactView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { PersonPick } from '../areas/person-pick.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

const KEEPERS: readonly string[] = ROUTES['command.contact.state'].roles;
/** Who may write down how a person of the area is called. */
export const keepsContacts = (grants: readonly { role: string; area: string }[], area: string): boolean => grants.some((g) => KEEPERS.includes(g.role) && area.startsWith(g.area));

/** How a person is called: one address for each channel, and which is tried first. What is there for that person and channel is replaced. */
export function ContactForm({ channels, onDone }: { channels: ChannelList['items']; /** With the person whose contact it is. */ onDone: (userId: string) => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const own = Object.keys(picture?.areas ?? {}).filter((a) => a.length <= 9 && keepsContacts(user?.grants ?? [], a)).sort();
  const [area, setArea] = useState<string>();
  const [userId, setUserId] = useState<string>();
  const [kind, setKind] = useState('webhook');
  const [address, setAddress] = useState('');
  const [order, setOrder] = useState(1);
  const { sending, error, done, run, clear } = useAct<ContactView>();
  const near = area ?? own[0];
  const screen = kind === 'on-screen';
  const changed = (set: () => void): void => { set(); clear(); };
  const send = async () => {
    if (!userId || !(await run('/api/contacts', { userId, kind, address: screen ? '' : address.trim(), order }))) return;
    setAddress('');
    onDone(userId);
  };
  if (!near) return null;
  return (
    <form className="page-acts contact-form" aria-label={t('callouts/contactNew')} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      {own.length > 1 && <Select className="test-areas" aria-label={t('callouts/contactArea')} value={near} onChange={(v: string) => changed(() => { setArea(v); setUserId(undefined); })} options={own.map((a) => ({ value: a, label: names.area(a) }))} />}
      <div className="contact-who"><PersonPick label={t('callouts/contactWho')} area={near} value={userId} onChange={(v) => changed(() => setUserId(v))} /></div>
      <Select style={{ minWidth: 170 }} aria-label={t('callouts/c_channel')} value={kind} onChange={(v: string) => changed(() => setKind(v))} options={channels.map((c) => ({ value: c.kind, label: `${t(`callouts/ch_${c.kind}`)} · ${t(`callouts/is_${c.state}`)}` }))} />
      {screen ? <span className="dim">{t('callouts/byAccount')}</span> : <Input className="contact-address" maxLength={200} aria-label={t('callouts/c_address')} placeholder={t(`callouts/like_${kind}`)} value={address} onChange={(e) => changed(() => setAddress(e.target.value))} />}
      <label className="dim">{t('callouts/contactOrder')} <InputNumber min={1} max={9} precision={0} style={{ width: 70 }} aria-label={t('callouts/contactOrder')} value={order} onChange={(v) => changed(() => setOrder(v ?? 1))} /></label>
      <Button htmlType="submit" loading={sending} disabled={phase !== 'live' || !userId || (!screen && address.trim() === '')}>{t('callouts/contactDo')}</Button>
      {done && <span className="receipt" role="status">✓ {t('callouts/contactDone')}</span>}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </form>
  );
}
