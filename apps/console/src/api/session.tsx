import type { CurrentSession, SessionUser } from '@xunling/contracts/classes';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { forgetLists } from '../field/device-store.js';
import { newKey, read, Refused, remove, whenSignedOut, write } from './door.js';

interface Session { user: SessionUser | undefined; ready: boolean; /** The door did not answer at the start. */ unreachable: boolean; signIn(username: string, password: string): Promise<SessionUser>; signOut(): Promise<void> }
const Context = createContext<Session | undefined>(undefined);

const KEPT = 'xl.user';
const keep = (user: SessionUser): void => localStorage.setItem(KEPT, JSON.stringify(user));
const forget = (): void => localStorage.removeItem(KEPT);
const kept = (): SessionUser | undefined => { const text = localStorage.getItem(KEPT); return text ? (JSON.parse(text) as SessionUser) : undefined; };

/** Who is signed in, from the HttpOnly cookie. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [user, setUser] = useState<SessionUser>();
  const [ready, setReady] = useState(false);
  const [unreachable, setUnreachable] = useState(false);
  useEffect(() => {
    whenSignedOut(() => { forget(); setUser(undefined); });
    const ask = () => read<CurrentSession>('/api/sessions/current').then((s) => { keep(s.user); setUser(s.user); setUnreachable(false); }, (e: unknown) => {
      const away = !(e instanceof Refused) || e.status === 0 || e.status >= 500;
      setUnreachable(away);
      // who was signed in here stays so while the door does not answer: the field goes on; what is sent later is checked then
      if (away) setUser((now) => now ?? kept());
    }).finally(() => setReady(true));
    void ask();
    const back = () => void ask();
    window.addEventListener('online', back);
    return () => window.removeEventListener('online', back);
  }, []);
  const signIn = useCallback(async (username: string, password: string) => {
    const opened = await write<{ user: SessionUser }>('/api/sessions', { username, password }, newKey());
    setUnreachable(false);
    keep(opened.user);
    setUser(opened.user);
    return opened.user;
  }, []);
  const signOut = useCallback(async () => {
    await remove('/api/sessions/current').catch(() => undefined);
    forget();
    await forgetLists().catch(() => undefined);
    setUser(undefined);
  }, []);
  const value = useMemo(() => ({ user, ready, unreachable, signIn, signOut }), [user, ready, unreachable, signIn, signOut]);
  return <Context value={value}>{children}</Context>;
}

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('useSession outside SessionProvider');
  return session;
}
