import { Download } from 'lucide-react';
import { Dialog, DialogTrigger } from 'react-aria-components';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { Bubble } from '../parts/bubble.tsx';
import { Button } from '../parts/button.tsx';
import { DownloadForm } from './download-form.tsx';

interface DownloadMenuProps {
  readonly generation: GenerationPartsFragment;
  /** The scale being viewed. */
  readonly scale: GenerationPartsFragment['scales'][number];
}

/** Downloads the scale being viewed, or all of them, as a file. */
export function DownloadMenu({ generation, scale }: DownloadMenuProps) {
  return (
    <DialogTrigger>
      <Button>
        <Download /> Download
      </Button>
      <Bubble>
        <Dialog aria-label="Download">
          <DownloadForm generation={generation} scale={scale} />
        </Dialog>
      </Bubble>
    </DialogTrigger>
  );
}
