import { Route, Switch } from 'wouter';
import { EditPage } from './edit/edit-page.tsx';
import { GeneratePage } from './generate/generate-page.tsx';
import { HistoryPage } from './history/history-page.tsx';
import { PicturePage } from './picture/picture-page.tsx';
import { Shell } from './shell/shell.tsx';

export function App() {
  return (
    <Shell>
      <Switch>
        <Route path="/history" component={HistoryPage} />
        <Route path="/edit" component={EditPage} />
        <Route path="/pictures/:id">{({ id }) => <PicturePage key={id} id={id} />}</Route>
        <Route component={GeneratePage} />
      </Switch>
    </Shell>
  );
}
