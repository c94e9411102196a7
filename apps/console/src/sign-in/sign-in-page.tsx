import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { useSession } from '../api/session.js';
import { Mark } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { useLook } from '../look/theme.js';
import { homeOf } from '../view/person.js';
import { switchLanguage } from '../words/i18n.js';
import { useWords } from '../words/use-words.js';

export function SignInPage() {
  const { t } = useWords();
  const { signIn, unreachable } = useSession();
  const { switchLook } = useLook();
  const navigate = useNavigate();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const user = await signIn(username.trim(), password);
      void navigate(homeOf(user.grants), { replace: true });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <main className="sign">
      <form onSubmit={(e) => void submit(e)}>
        <h1><Mark size={34} />{t('app/name')}</h1>
        <p className="dim">{t('sign/slogan')}</p>
        {unreachable && <div className="problem" role="status">{t('link/unreachable')}</div>}
        <label htmlFor="username">{t('sign/user')}</label>
        <Input id="username" size="large" autoFocus autoComplete="username" value={username} onChange={(e) => setUsername(e.target.value)} required />
        <label htmlFor="password">{t('sign/password')}</label>
        <Input.Password id="password" size="large" autoComplete="current-password" value={password} onChange={(e) => setPassword(e.target.value)} required />
        <Problem error={error} />
        <Button type="primary" htmlType="submit" size="large" block loading={busy} disabled={!username || !password} style={{ marginTop: 18, height: 48 }}>{busy ? t('sign/busy') : t('sign/in')}</Button>
        <p className="dim" style={{ marginTop: 12, fontSize: 12 }}>{t('sign/hint')}</p>
        <div className="tools"><Button type="link" onClick={switchLanguage}>{t('top/language')}</Button><Button type="link" onClick={switchLook}>{t('top/theme')}</Button></div>
      </form>
    </main>
  );
}
