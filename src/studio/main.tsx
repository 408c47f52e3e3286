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
    // Even offline: the server may be on this machine, and the user wants an answer.
    queries: {
      refetchOnWindowFocus: false,
      networkMode: 'always',
      // A request the server has refused would be refused again.
      retry: (failures, error) => failures < 1 && !(error instanceof ApiError),
    },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('studio');
if (!root) throw new Error('The page has no root element for the studio.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
