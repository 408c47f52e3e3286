/** The subject of a picture, in words. */
export function subjectOf({ recipe }: { recipe: { class?: { name: string } | null } }): string {
  return recipe.class?.name ?? 'anything';
}
