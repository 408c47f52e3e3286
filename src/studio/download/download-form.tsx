import { useState } from 'react';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import buttons from '../parts/button.module.css';
import { ChoiceField } from '../parts/choice-field.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { bestIndex } from '../picture/best-index.ts';
import { subjectOf } from '../picture/subject.ts';
import styles from './download-form.module.css';
import { type FileChoice, useFile } from './use-file.ts';

const stillFormats = ['PNG', 'WEBP', 'JPEG', 'AVIF'] as const;
const animationFormats = ['WEBP', 'GIF'] as const;

interface DownloadFormProps {
  readonly generation: GenerationPartsFragment;
  readonly scale: GenerationPartsFragment['scales'][number];
}

export function DownloadForm({ generation, scale }: DownloadFormProps) {
  const [kind, setKind] = useState<FileChoice['kind']>('still');
  const [stillFormat, setStillFormat] = useState<(typeof stillFormats)[number]>('PNG');
  const [animationFormat, setAnimationFormat] = useState<(typeof animationFormats)[number]>('WEBP');
  const largest = longestSide(
    kind === 'still' ? scale : (generation.scales[bestIndex(generation) ?? 0] ?? scale),
  );
  const [maxEdge, setMaxEdge] = useState(largest);
  const edge = Math.min(maxEdge, largest);
  const { data: file, error } = useFile(
    kind === 'still'
      ? { kind, scaleId: scale.id, format: stillFormat, maxEdge: edge }
      : { kind, generationId: generation.id, format: animationFormat, maxEdge: edge },
  );
  return (
    <div className={styles.form}>
      <ChoiceField
        label="File"
        value={kind}
        choices={[
          { value: 'still', label: `Scale ${scale.index + 1}` },
          { value: 'animation', label: 'All, animated' },
        ]}
        onChange={setKind}
      />
      {kind === 'still' ? (
        <ChoiceField
          label="Format"
          value={stillFormat}
          choices={stillFormats.map(value => ({ value, label: value }))}
          onChange={setStillFormat}
        />
      ) : (
        <ChoiceField
          label="Format"
          value={animationFormat}
          choices={animationFormats.map(value => ({ value, label: value }))}
          onChange={setAnimationFormat}
        />
      )}
      <NumberField
        label={`Longest side, up to ${largest} px`}
        value={edge}
        min={1}
        max={largest}
        onChange={setMaxEdge}
      />
      {error && <ErrorNote error={error} />}
      {file && (
        <a
          className={`${buttons.button} ${buttons.primary}`}
          href={file.url}
          download={`${subjectOf(generation)} ${generation.recipe.seed}`}
        >
          Save {file.width} × {file.height}, {kilobytes(file.byteLength)}
        </a>
      )}
    </div>
  );
}

function longestSide({ width, height }: { width: number; height: number }): number {
  return Math.max(width, height);
}

function kilobytes(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
}
