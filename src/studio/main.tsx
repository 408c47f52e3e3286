import '@fontsource-variable/instrument-sans/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/execute.ts';
import { App } from './app.tsx';

const queries = new QueryClient({
  defaultOptions: {
    // Also without a network: the server may be on this machine, and who asks for something wants an answer.
    queries: {
      refetchOnWindowFocus: false,
      networkMode: 'always',
      // What the server has refused, it will refuse again.
      retry: (failures, error) => failures < 1 && !(error instanceof ApiError),
    },
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
