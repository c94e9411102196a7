import { App, ConfigProvider, theme as antTheme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { createContext, useContext, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { useWords } from '../words/use-words.js';

export type Look = 'dark' | 'light';
const Context = createContext<{ look: Look; switchLook(): void }>({ look: 'dark', switchLook: () => undefined });

/** Who wants less motion gets none: antd waits for the end of a movement, and one that never runs would leave its menus unseen. */
const MOTION = !matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The same values as in console.css; antd wants them as numbers and colours of its own. */
const TOKENS = {
  dark: { colorPrimary: '#9d8cff', colorBgBase: '#0d1117', colorBgContainer: '#161c25', colorBgElevated: '#1c2430', colorBorder: '#3a4556', colorBorderSecondary: '#2a3341', colorText: '#e8edf4', colorTextSecondary: '#a9b4c4', colorTextPlaceholder: '#94a1b5', colorError: '#ff6b66', colorTextLightSolid: '#0d1117' },
  light: { colorPrimary: '#5438c9', colorBgBase: '#ffffff', colorBgContainer: '#ffffff', colorBgElevated: '#ffffff', colorBorder: '#b9c2cf', colorBorderSecondary: '#d8dee7', colorText: '#131a24', colorTextSecondary: '#4a5667', colorTextPlaceholder: '#5a6678', colorError: '#c0201c', colorTextLightSolid: '#ffffff' },
} as const;

/** Dark unless this browser chose light; antd's parts and ours from the same few values. */
export function LookProvider({ children }: { children: ReactNode }) {
  const [look, setLook] = useState<Look>(() => (localStorage.getItem('xl.look') === 'light' ? 'light' : 'dark'));
  const { zh } = useWords();
  useLayoutEffect(() => { document.documentElement.dataset['theme'] = look; }, [look]);
  const value = useMemo(() => ({
    look, switchLook: () => setLook((l) => { const next = l === 'dark' ? 'light' : 'dark'; localStorage.setItem('xl.look', next); return next; }),
  }), [look]);
  return (
    <Context value={value}>
      <ConfigProvider locale={zh ? zhCN : enUS} button={{ autoInsertSpace: false }} theme={{
        algorithm: look === 'dark' ? [antTheme.darkAlgorithm, antTheme.compactAlgorithm] : [antTheme.defaultAlgorithm, antTheme.compactAlgorithm],
        token: { ...TOKENS[look], fontFamily: "'Noto Sans SC Variable', sans-serif", fontSize: 16, colorLink: TOKENS[look].colorPrimary, colorInfo: TOKENS[look].colorPrimary, borderRadius: 6, wireframe: false, motion: MOTION, motionDurationMid: '0.12s', motionDurationSlow: '0.16s' },
      }}>
        <App className="xl-app">{children}</App>
      </ConfigProvider>
    </Context>
  );
}
export const useLook = () => useContext(Context);
