import { useQueryClient } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { socket } from '../api/socket.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { setKey, useAccessKey } from './access-key.ts';

/** Forgets the key. Hidden if there is none. */
export function SignOut() {
  const { key, refused } = useAccessKey();
  const queries = useQueryClient();
  if (key === null || refused) return null;
  const signOut = () => {
    socket.terminate();
    setKey(null);
    queries.clear();
  };
  return (
    <IconButton label="Sign out" onPress={signOut}>
      <LogOut />
    </IconButton>
  );
}
