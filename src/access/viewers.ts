import { localViewer, type Viewer } from './viewer.ts';

/** Nobody can be told from what was sent: a token is missing, unknown, expired or revoked. */
export class UnauthenticatedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnauthenticatedError';
  }
}

/** Finds out who asks. */
export interface Viewers {
  /**
   * @param token what was sent as `Bearer`; null when nothing was.
   * @throws UnauthenticatedError
   */
  of(token: string | null): Promise<Viewer>;
  /**
   * Watches over a viewer whose connection stays open.
   * @param end called once, when the right has ended (expired, revoked).
   * @returns stops watching.
   */
  watch(viewer: Viewer, end: () => void): () => void;
  close(): Promise<void>;
}

/** Asks nobody who they are. */
export const everybodyIsLocal: Viewers = {
  of: async () => localViewer,
  watch: () => () => {},
  close: async () => {},
};
