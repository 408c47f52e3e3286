import '@fontsource-variable/instrument-sans/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const queries = new QueryClient({
  defaultOptions: {
    // Also without a network: the server may be on this machine, and who asks for something wants an answer.
    queries: { refetchOnWindowFocus: false, networkMode: 'always', retry: 1 },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('studio');
if (!root) throw new Error('The page has no place for the studio.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
