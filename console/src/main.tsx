import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/theme.css';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { nonce } from './app/nonce';
import { reloadWhenOutdated } from './app/rescue';
import { startLanguage } from './i18n';

setNonce(nonce());
reloadWhenOutdated();
await startLanguage();
createRoot(document.getElementById('root')!).render(<App />);
