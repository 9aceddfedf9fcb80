import { I18nProvider, TipProvider, ToastProvider } from '@meet/ui';
import '@meet/ui/styles.css';
import '@meet/ui/customer.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { readEmbedding } from './embedding';
import './styles/index.css';

const root = document.getElementById('root');
const embedding = readEmbedding(location.search);
if (root) {
  createRoot(root).render(
    <StrictMode>
      <I18nProvider forced={embedding.lang ?? undefined}>
        <TipProvider>
          <ToastProvider>
            <App embedding={embedding} />
          </ToastProvider>
        </TipProvider>
      </I18nProvider>
    </StrictMode>,
  );
}
