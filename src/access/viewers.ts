import { localViewer, type Viewer } from './viewer.ts';

/** The token is missing, unknown, expired or revoked. */
export class UnauthenticatedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnauthenticatedError';
  }
}

/** Authenticates requests and connections. */
export interface Viewers {
  /**
   * @param token the bearer token; null if none was sent.
   * @throws UnauthenticatedError
   */
  of(token: string | null): Promise<Viewer>;
  /**
   * Watches a viewer with an open connection.
   * @param end called once, when the viewer's access ends: the token expired, or the key was revoked.
   * @returns stops watching.
   */
  watch(viewer: Viewer, end: () => void): () => void;
  close(): Promise<void>;
}

/** No authentication: every viewer is the local owner. */
export const everybodyIsLocal: Viewers = {
  of: async () => localViewer,
  watch: () => () => {},
  close: async () => {},
};
