import type { PlanEditQuery } from '../gql/graphql.ts';
import field from '../parts/field.module.css';
import styles from './plan-masks.module.css';

interface PlanMasksProps {
  readonly plan: Extract<PlanEditQuery['requestPlan'], { __typename: 'RequestPlan' }>['plan'];
}

/** The mask as the model sees it at each scale: white cells are drawn, dark ones kept. */
export function PlanMasks({ plan }: PlanMasksProps) {
  return (
    <section aria-labelledby="masks">
      <h2 id="masks" className={styles.heading}>
        As the model sees it
      </h2>
      <p className={field.hint}>White cells are redrawn; their number is shown for each scale.</p>
      <ol className={styles.masks}>
        {plan.map(({ index, rows, columns, mask }) => (
          <li key={index} className={styles.scale}>
            <img
              className={styles.mask}
              style={{ aspectRatio: `${columns} / ${rows}` }}
              src={mask.dataUri}
              alt={`Scale ${index + 1}: ${mask.sampledCells} of ${rows * columns} cells are drawn`}
            />
            <span className={styles.count} aria-hidden="true">
              {mask.sampledCells}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
