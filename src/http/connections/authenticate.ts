import type { IncomingMessage } from 'node:http';
import { localViewer, type Viewer } from '../../access/viewer.ts';

/**
 * Finds out who sends a request.
 * @param params what the first message of a WebSocket says; null for a request that is none.
 */
export type Authenticate = (
  request: IncomingMessage,
  params: Readonly<Record<string, unknown>> | null,
) => Promise<Viewer>;

/** Asks nobody who he is. */
export const everybodyIsLocal: Authenticate = async () => localViewer;
