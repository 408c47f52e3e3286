import { useSearchParams } from 'wouter';

const parameter = 'show';

/** The pictures on the stage, stored in the address so that a reload keeps them. */
export function useShownPictures(): [readonly string[], (ids: readonly string[]) => void] {
  const [search, setSearch] = useSearchParams();
  const show = (ids: readonly string[]) => setSearch(ids.map(id => [parameter, id]));
  return [search.getAll(parameter), show];
}

/** Address that shows these pictures on the stage. */
export function stageAddress(ids: readonly string[]): string {
  return `/?${new URLSearchParams(ids.map(id => [parameter, id]))}`;
}
