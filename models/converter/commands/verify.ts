import { Command } from 'commander';
import { verifyPack } from '../verify-pack.ts';

export const verifyCommand = new Command('verify')
  .description('Check a model pack: schema, checksums, and that every graph loads')
  .argument('<pack>', 'folder of the pack')
  .action(async (folder: string) => {
    const config = await verifyPack(folder);
    const files = Object.keys(config.files);
    const graphs = files.filter(name => name.endsWith('.onnx')).length;
    console.log(`${config.name}: ${files.length} files as listed, ${graphs} graphs load`);
  });
