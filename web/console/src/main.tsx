import { applyTheme, I18nProvider, storedTheme, TipProvider, ToastProvider } from '@meet/ui';
import '@meet/ui/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import './styles/index.css';

applyTheme(storedTheme());

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
