import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packsFolder } from '../pack-folder.ts';
import { renewGraphs } from '../renew-graphs.ts';

export const renewCommand = new Command('renew')
  .description("Write a pack's graphs as this version builds them; its weights stay as they are")
  .argument('<pack>', 'folder of the pack, or the name of one in models/')
  .action(async (pack: string) => {
    const changed = await renewGraphs(existsSync(pack) ? pack : join(packsFolder, pack));
    console.log(changed.length === 0 ? 'nothing to renew' : `renewed ${changed.join(', ')}`);
  });
