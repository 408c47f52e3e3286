import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packsFolder } from '../pack-folder.ts';
import { restoreCheckpoints } from '../restore-checkpoints.ts';

export const restoreCommand = new Command('restore')
  .description('Write the checkpoints of a pack, to go on training from it')
  .argument('<pack>', 'folder of the pack, or the name of one in models/')
  .requiredOption(
    '--out <folder>',
    'the folder to create for tokenizer.pth and transformer.pth; must not exist',
  )
  .action(async (pack: string, { out }: { readonly out: string }) => {
    await restoreCheckpoints(existsSync(pack) ? pack : join(packsFolder, pack), out);
    console.log(`wrote ${out}`);
  });
