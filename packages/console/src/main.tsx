import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { listenForKeys } from './keyboard/use-keys.ts';
import { giveStylesTheNonce } from './theme/nonce.ts';
import './main.css';

giveStylesTheNonce();
listenForKeys();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);
