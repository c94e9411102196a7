import '@fontsource-variable/noto-sans-sc/index.css';
import './look/console.css';
import './words/i18n.js';
import { createRoot } from 'react-dom/client';
import { ConsoleApp } from './app.js';

createRoot(document.getElementById('root')!).render(<ConsoleApp />);
