import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Button } from 'antd';
import { Component, lazy, Suspense, type ReactNode } from 'react';
import { BrowserRouter, Link, Navigate, Route, Routes, useLocation } from 'react-router';
import { SessionProvider, useSession } from './api/session.js';
import { LookProvider } from './look/theme.js';
import { PAGES } from './pages.js';
import { SignInPage } from './sign-in/sign-in-page.js';
import { homeOf, watchArea } from './view/person.js';
import { useWords } from './words/use-words.js';

const OperatorPage = lazy(() => import('./operator/operator-page.js'));
const FieldPage = lazy(() => import('./field/field-page.js'));

/** Lists and details only; live state comes from the picture, so nothing here asks again by itself. */
const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 5_000 } } });

function Message({ title, more, act }: { title: string; more?: string; act?: ReactNode }) {
  return <main className="centre"><div className="message"><h1 style={{ fontSize: 20 }}>{title}</h1>{more && <p className="dim" style={{ margin: '8px 0 16px' }}>{more}</p>}{act}</div></main>;
}
const Loading = () => <Message title={useWords().t('link/connecting')} />;

function Failed() {
  const { t } = useWords();
  return <Message title={t('error/page')} more={t('error/pageMore')} act={<Button type="primary" onClick={() => location.reload()}>{t('error/again')}</Button>} />;
}
class Net extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() { return { failed: true }; }
  override render() { return this.state.failed ? <Failed /> : this.props.children; }
}

function Pages() {
  const { user, ready } = useSession();
  const { t } = useWords();
  const { pathname } = useLocation();
  if (!ready) return <Loading />;
  if (!user) return pathname === '/sign-in' ? <SignInPage /> : <Navigate to="/sign-in" replace />;
  const home = homeOf(user.grants);
  return (
    <Suspense fallback={<Loading />}>
      <Routes>
        <Route path="/" element={watchArea(user.grants) ? <OperatorPage /> : <Navigate to="/field" replace />} />
        <Route path="/area/:area" element={<OperatorPage />} />
        <Route path="/field" element={<FieldPage />} />
        {PAGES.map(({ path, page: Shown }) => <Route key={path} path={path} element={<Shown />} />)}
        <Route path="/sign-in" element={<Navigate to={home} replace />} />
        <Route path="*" element={<Message title={t('error/notFound')} act={<Link to={home}>{t('error/home')}</Link>} />} />
      </Routes>
    </Suspense>
  );
}

export const ConsoleApp = () => (
  <LookProvider><Net><QueryClientProvider client={queries}><SessionProvider><BrowserRouter><Pages /></BrowserRouter></SessionProvider></QueryClientProvider></Net></LookProvider>
);
