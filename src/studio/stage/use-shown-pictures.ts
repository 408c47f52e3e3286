import { useSearchParams } from 'wouter';

const parameter = 'show';

/** Which pictures are on the stage: in the address, so that a reload goes on where it was. */
export function useShownPictures(): [readonly string[], (ids: readonly string[]) => void] {
  const [search, setSearch] = useSearchParams();
  const show = (ids: readonly string[]) => setSearch(ids.map(id => [parameter, id]));
  return [search.getAll(parameter), show];
}

/** Where these pictures are on the stage. */
export function stageAddress(ids: readonly string[]): string {
  return `/?${new URLSearchParams(ids.map(id => [parameter, id]))}`;
}
