import { GitBranch } from 'lucide-react';
import { Dialog, DialogTrigger } from 'react-aria-components';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { Bubble } from '../parts/bubble.tsx';
import { Button } from '../parts/button.tsx';
import { VaryForm } from './vary-form.tsx';

interface VaryMenuProps {
  readonly generation: GenerationPartsFragment;
  /** The scale being viewed; it and all coarser ones are kept. */
  readonly scale: GenerationPartsFragment['scales'][number];
}

/** Branches from the scale being viewed. */
export function VaryMenu({ generation, scale }: VaryMenuProps) {
  return (
    <DialogTrigger>
      <Button>
        <GitBranch /> Vary from here
      </Button>
      <Bubble>
        <Dialog aria-label="Vary from here">
          <VaryForm generation={generation} scale={scale} />
        </Dialog>
      </Bubble>
    </DialogTrigger>
  );
}
