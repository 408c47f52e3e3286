import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packsFolder } from '../pack-folder.ts';
import { verifyPack } from '../verify-pack.ts';

export const verifyCommand = new Command('verify')
  .description('Check a model pack: schema, checksums, and that every graph loads')
  .argument('<pack>', 'folder of the pack, or the name of one in models/')
  .action(async (pack: string) => {
    const config = await verifyPack(existsSync(pack) ? pack : join(packsFolder, pack));
    const files = Object.keys(config.files);
    const graphs = files.filter(name => name.endsWith('.onnx')).length;
    console.log(`${config.name}: ${files.length} files as listed, ${graphs} graphs load`);
  });
