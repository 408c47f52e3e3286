import { Brush, Check, CircleStop, Play } from 'lucide-react';
import { Link } from 'wouter';
import { hasEnded } from '../api/has-ended.ts';
import { useAcceptGeneration } from '../api/use-accept-generation.ts';
import { useCancelGeneration } from '../api/use-cancel-generation.ts';
import { useResumeGeneration } from '../api/use-resume-generation.ts';
import { DownloadMenu } from '../download/download-menu.tsx';
import { editAddress } from '../edit/use-source.ts';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import buttons from '../parts/button.module.css';
import { Button } from '../parts/button.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { VaryMenu } from '../vary/vary-menu.tsx';
import styles from './picture-actions.module.css';

interface PictureActionsProps {
  readonly generation: GenerationPartsFragment;
  /** Index of the scale being viewed. */
  readonly scaleIndex: number | null;
}

/** Actions for a picture and for the scale being viewed. */
export function PictureActions({ generation, scaleIndex }: PictureActionsProps) {
  const { id, status } = generation;
  const accept = useAcceptGeneration();
  const cancel = useCancelGeneration();
  const resume = useResumeGeneration();
  const error = accept.error ?? cancel.error ?? resume.error;
  const open = !hasEnded(generation);
  const scale = scaleIndex === null ? undefined : generation.scales[scaleIndex];
  return (
    <>
      <div className={styles.actions}>
        {status === 'HELD' && (
          <Button look="primary" isBusy={resume.isPending} onPress={() => resume.mutate(id)}>
            <Play /> Finish it
          </Button>
        )}
        {open && scaleIndex !== null && (
          <Button isBusy={accept.isPending} onPress={() => accept.mutate({ id, scale: scaleIndex })}>
            <Check /> Keep this one
          </Button>
        )}
        {scale && generation.plan.length > 1 && <VaryMenu generation={generation} scale={scale} />}
        {scale && !open && (
          <Link className={`${buttons.button} ${buttons.plain}`} href={editAddress(id, scale.index)}>
            <Brush /> Edit
          </Link>
        )}
        {scale && !open && <DownloadMenu generation={generation} scale={scale} />}
        {open && (
          <Button
            look="quiet"
            isDisabled={status === 'CANCELING'}
            isBusy={cancel.isPending}
            onPress={() => cancel.mutate(id)}
          >
            <CircleStop /> Cancel
          </Button>
        )}
      </div>
      {error && <ErrorNote error={error} />}
    </>
  );
}
