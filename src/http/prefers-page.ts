import Negotiator from 'negotiator';

/** Whether an `Accept` header prefers a page over data, as those of browsers do. */
export function prefersPage(header: string | null | undefined): boolean {
  // Clients that accept anything get data.
  const offered = ['application/json', 'application/graphql-response+json', 'text/event-stream', 'text/html'];
  const [best] = new Negotiator({ headers: { accept: header ?? '*/*' } }).mediaTypes(offered);
  return best === 'text/html';
}
