import { useSyncExternalStore } from 'react';

/** The access key of this browser tab, for servers that require one. */

const storageKey = 'access-key';
const listeners = new Set<() => void>();

interface State {
  /** Null: none. */
  readonly key: string | null;
  /** The server rejected the last request. */
  readonly refused: boolean;
}

let state: State = { key: sessionStorage.getItem(storageKey), refused: false };

function change(next: State): void {
  state = next;
  if (next.key === null) sessionStorage.removeItem(storageKey);
  else sessionStorage.setItem(storageKey, next.key);
  for (const listener of listeners) listener();
}

/** Sets the key to send; null: none. */
export function setKey(key: string | null): void {
  change({ key, refused: false });
}

/** Records that the server rejected the key, or the lack of one. */
export function refuseKey(): void {
  if (!state.refused) change({ ...state, refused: true });
}

/** The headers that authenticate a request. */
export function authorization(): { readonly authorization?: string } {
  return state.key === null ? {} : { authorization: `Bearer ${state.key}` };
}

export function useAccessKey(): State {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
