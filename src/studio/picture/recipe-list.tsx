import type { GenerationOperation, GenerationPartsFragment } from '../gql/graphql.ts';
import styles from './recipe-list.module.css';

const operations = {
  GENERATE: 'drawing it',
  INPAINT: 'painting over a picture',
  EXPAND: 'expanding a picture',
  REFINE: 'refining a picture',
  BRANCH: 'varying another',
} satisfies Record<GenerationOperation, string>;

/** The recipe of the picture, and the server's warnings. */
export function RecipeList({ generation }: { readonly generation: GenerationPartsFragment }) {
  const { recipe, plan, operation, createdAt, warnings } = generation;
  const { guidance, sampling, seed, imageIndex, schedule, modelName } = recipe;
  const { width = 0, height = 0 } = plan.at(-1) ?? {};
  const facts = [
    ['Made by', operations[operation]],
    ['Size', `${width} × ${height} px`],
    [
      'Scales',
      schedule.map(({ rows, columns }) => (rows === columns ? rows : `${columns}×${rows}`)).join(' '),
    ],
    ['Seed', imageIndex === 0 ? String(seed) : `${seed}, picture ${imageIndex + 1}`],
    ['Guidance', `${guidance.scale}, ${guidance.mode.toLowerCase()}`],
    ['Sampling', `top-k ${sampling.topK}, top-p ${sampling.topP}`],
    ['Model', modelName],
    ['Asked for', new Date(createdAt).toLocaleString()],
  ] as const;
  return (
    <section aria-label="Recipe">
      <dl className={styles.list}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {warnings.map(warning => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
    </section>
  );
}
