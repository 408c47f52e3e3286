import Negotiator from 'negotiator';

/** Whether an `Accept` header asks for a page, as browsers do, and not for data. */
export function prefersPage(header: string | null | undefined): boolean {
  // Programs that take anything get data: so it comes first.
  const offered = ['application/json', 'application/graphql-response+json', 'text/event-stream', 'text/html'];
  const [best] = new Negotiator({ headers: { accept: header ?? '*/*' } }).mediaTypes(offered);
  return best === 'text/html';
}
