/** What a picture shows, in words. */
export function subjectOf({ recipe }: { recipe: { class?: { name: string } | null } }): string {
  return recipe.class?.name ?? 'anything';
}
