import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import { socket } from '../api/socket.ts';
import { Button } from '../parts/button.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import field from '../parts/field.module.css';
import { useTitle } from '../parts/use-title.ts';
import { setKey, useAccessKey } from './access-key.ts';
import styles from './sign-in-page.module.css';

/** Asks for an access key. */
export function SignInPage() {
  useTitle('Sign in');
  const { key } = useAccessKey();
  const [entered, setEntered] = useState('');
  const queries = useQueryClient();
  const signIn = (event: FormEvent) => {
    event.preventDefault();
    // Failed queries run again, and the next socket sends the new key.
    socket.terminate();
    queries.clear();
    setKey(entered.trim());
  };
  return (
    <Form className={styles.form} onSubmit={signIn}>
      <h1>Sign in</h1>
      <p>This server requires an access key. Ask its operator for one.</p>
      {key !== null && <ErrorNote error={new Error('This key was not accepted. It may have expired.')} />}
      <TextField
        className={field.field}
        type="password"
        autoComplete="current-password"
        isRequired
        value={entered}
        onChange={setEntered}
      >
        <Label className={field.label}>Access key</Label>
        <Input className={field.input} placeholder="fv_…" />
      </TextField>
      <p className={field.hint}>Kept until you close this tab.</p>
      <Button type="submit" look="primary" isDisabled={entered.trim() === ''}>
        Sign in
      </Button>
    </Form>
  );
}
