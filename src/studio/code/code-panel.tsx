import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { Button } from '../parts/button.tsx';
import styles from './code-panel.module.css';
import { languages, snippet } from './snippets.ts';
import { useRecipeRequest } from './use-recipe-request.ts';

/** The picture as a request, to copy into another program. */
export function CodePanel({ generation }: { readonly generation: GenerationPartsFragment }) {
  const { data: request } = useRecipeRequest(generation);
  return (
    <section aria-labelledby="code">
      <h2 id="code" className={styles.heading}>
        The same from your program
      </h2>
      <Tabs className={styles.tabs}>
        <TabList className={styles.list} aria-label="Language">
          {languages.map(language => (
            <Tab key={language} id={language} className={styles.tab}>
              {language}
            </Tab>
          ))}
        </TabList>
        {languages.map(language => {
          const text = request ? snippet(language, request, location.origin) : '';
          return (
            <TabPanel key={language} id={language} className={styles.panel}>
              <CopyButton text={text} what={language} />
              <pre className={styles.code}>{withoutData(text)}</pre>
            </TabPanel>
          );
        })}
      </Tabs>
    </section>
  );
}

/** Embedded pictures are copied but not shown. */
function withoutData(text: string): string {
  return text.replaceAll(/(data:[\w/]+;base64,)[\w+/=]{40,}/g, '$1…');
}

function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <span className={styles.copy}>
      <Button look="quiet" onPress={copy} aria-label={`Copy as ${what}`}>
        {copied ? <Check /> : <Copy />}
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </span>
  );
}
