import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { GeneratePage } from './generate/generate-page.tsx';
import { HistoryPage } from './history/history-page.tsx';
import { ErrorBoundary } from './parts/error-boundary.tsx';
import { LoadingCard } from './picture/loading-card.tsx';
import { PicturePage } from './picture/picture-page.tsx';
import { Shell } from './shell/shell.tsx';
import { useAccessKey } from './sign-in/access-key.ts';
import { SignInPage } from './sign-in/sign-in-page.tsx';

/** Loaded on first use: nobody edits before drawing something. */
const EditPage = lazy(async () => ({ default: (await import('./edit/edit-page.tsx')).EditPage }));

export function App() {
  const { key, refused } = useAccessKey();
  return (
    <Shell>
      {refused && <SignInPage />}
      {!refused && (
        <ErrorBoundary key={key}>
          <Suspense fallback={<LoadingCard />}>
            <Switch>
              <Route path="/history" component={HistoryPage} />
              <Route path="/edit" component={EditPage} />
              <Route path="/pictures/:id">{({ id }) => <PicturePage key={id} id={id} />}</Route>
              <Route component={GeneratePage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      )}
    </Shell>
  );
}
