import type { IncomingMessage } from 'node:http';
import { localViewer, type Viewer } from '../../access/viewer.ts';

/**
 * Authenticates a request.
 * @param params payload of the first WebSocket message; null for other requests.
 */
export type Authenticate = (
  request: IncomingMessage,
  params: Readonly<Record<string, unknown>> | null,
) => Promise<Viewer>;

/** Performs no authentication. */
export const everybodyIsLocal: Authenticate = async () => localViewer;
