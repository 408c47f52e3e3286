import { useSyncExternalStore } from 'react';

/** The key this tab sends, where the server asks for one. It is forgotten with the tab. */

const storageKey = 'access-key';
const listeners = new Set<() => void>();

interface State {
  /** Null: none is sent. */
  readonly key: string | null;
  /** The server has refused what was sent. */
  readonly refused: boolean;
}

let state: State = { key: sessionStorage.getItem(storageKey), refused: false };

function change(next: State): void {
  state = next;
  if (next.key === null) sessionStorage.removeItem(storageKey);
  else sessionStorage.setItem(storageKey, next.key);
  for (const listener of listeners) listener();
}

/** Sends a key from now on; null: none. */
export function setKey(key: string | null): void {
  change({ key, refused: false });
}

/** Notes that the server lets nobody in with what was sent. */
export function refuseKey(): void {
  if (!state.refused) change({ ...state, refused: true });
}

/** What a request says of who sends it. */
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
