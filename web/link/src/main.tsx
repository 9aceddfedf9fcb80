import { I18nProvider, TipProvider, ToastProvider } from '@meet/ui';
import '@meet/ui/styles.css';
import '@meet/ui/customer.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { takeLink } from './memory';
import './styles/index.css';

takeLink();
// A second link opened in the same tab changes nothing but the part behind the #.
addEventListener('hashchange', () => {
  takeLink();
  location.reload();
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <I18nProvider>
        <TipProvider>
          <ToastProvider>
            <App />
          </ToastProvider>
        </TipProvider>
      </I18nProvider>
    </StrictMode>,
  );
}
