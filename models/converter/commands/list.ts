import { Command } from 'commander';
import { ConverterError } from '../converter-error.ts';
import { type ListedPack, listPacks } from '../list-packs.ts';
import { packsFolder } from '../pack-folder.ts';

const headings = ['name', 'title', 'weights', 'parameters', 'classes', 'trained at', 'size', 'folder'];

export const listCommand = new Command('list')
  .description('List the model packs in a folder')
  .option('--folder <folder>', 'where to look', packsFolder)
  .action(async ({ folder }: { folder: string }) => {
    const packs = await listPacks(folder).catch(error => {
      throw new ConverterError(`${folder} cannot be read: ${(error as Error).message}`, { cause: error });
    });
    if (packs.length === 0) console.log(`no model packs in ${folder}`);
    else console.log(table([headings, ...packs.map(row)]));
    for (const pack of packs) if ('problem' in pack) console.log(`${pack.folder}: ${pack.problem}`);
  });

function row(pack: ListedPack): string[] {
  if ('problem' in pack) return ['(broken)', '', '', '', '', '', '', pack.folder];
  return [
    pack.name,
    pack.title,
    pack.precision,
    `${(pack.parameters / 1e6).toFixed(1)} M`,
    String(pack.classes),
    `${pack.trainedSide} px`,
    `${(pack.bytes / 1e6).toFixed(1)} MB`,
    pack.folder,
  ];
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = headings.map((_, column) => Math.max(...rows.map(cells => cells[column]?.length ?? 0)));
  return rows
    .map(cells =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
