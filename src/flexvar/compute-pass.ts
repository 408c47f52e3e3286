import { guidedChunks } from './guided-chunks.ts';
import type { PassMember, ScaleInput, Transformer } from './model.ts';
import type { Picture } from './picture.ts';

/**
 * Maximum cells of a row per pass, unless a single scale is larger: at this size, reading the weights is cheap compared
 * with computing.
 */
const passCells = 1024;

export interface PassHooks<Member extends Picture = Picture> {
  /** Called with the guided logits of every sampled cell; the array is reused afterwards. */
  readonly inspect?: (picture: Member, cell: number, logits: Float32Array) => void;
  /** May change the tokens of a sampled scale in place before they are fed to the next scale. */
  readonly revise?: (picture: Member, tokens: Uint16Array) => void;
}

/**
 * Advances pictures by one scale each (section 3.3 of arXiv 2502.20313): a grid is predicted in one pass that attends to
 * all coarser ones and receives the tokens of the previous one resized to its own shape.
 *
 * They may differ in everything: class, seed, schedule, scale, guidance, sampling, forced cells. The tokens of a picture
 * depend only on its recipe and forced tokens, not on who shares its passes.
 * @param pictures unfinished ones. Those whose next scale is wholly forced need no computing.
 * @returns the new tokens of each.
 */
export async function computePass<Member extends Picture>(
  transformer: Transformer,
  pictures: readonly Member[],
  hooks: PassHooks<Member> = {},
): Promise<Uint16Array[]> {
  const scales = pictures.map(picture => ({ picture, tokens: picture.blank() }));
  const sampled = scales.filter(({ picture }) => !picture.isForced);
  if (sampled.length > 0) {
    await start(
      transformer,
      sampled.map(({ picture }) => picture),
    );
    const members = [];
    for (const { picture } of sampled) members.push(await lastMember(transformer, picture));
    const hidden = await transformer.forward(members);
    const { width, codebookSize } = transformer.architecture;
    const parts = sampled.map(({ picture }, index) => ({
      rows: picture.labels.length,
      strength: picture.strength,
      cells: picture.cells,
      hidden: hidden[index] ?? new Float32Array(),
    }));
    for (const chunk of guidedChunks(parts, width)) {
      const logits = await transformer.logits(chunk.hidden);
      for (const [row, { part, cell }] of chunk.places.entries()) {
        const scale = sampled[part];
        if (scale === undefined) throw new Error(`the pass has no part ${part}`);
        const ofCell = logits.subarray(row * codebookSize, (row + 1) * codebookSize);
        hooks.inspect?.(scale.picture, cell, ofCell);
        scale.tokens[cell] = scale.picture.draw(ofCell, cell);
      }
    }
    for (const { picture, tokens } of sampled) hooks.revise?.(picture, tokens);
  }
  for (const { picture, tokens } of scales) picture.finish(tokens);
  return scales.map(({ tokens }) => tokens);
}

/** Gives each picture its rows. */
async function start(transformer: Transformer, pictures: readonly Picture[]): Promise<void> {
  const without = pictures.filter(picture => picture.rows === null);
  if (without.length === 0) return;
  const rows = await transformer.start(without);
  for (const [index, picture] of without.entries()) picture.rows = rows[index] ?? null;
}

/**
 * A picture's part of the pass. What is more than `passCells` allows, after a restart of a large picture, runs through
 * the blocks beforehand.
 */
async function lastMember(transformer: Transformer, picture: Picture): Promise<PassMember> {
  const { rows } = picture;
  if (rows === null) throw new Error('the picture has no rows');
  const { width } = transformer.architecture;
  let scales: ScaleInput[] = [];
  let cells = 0;
  for (const scale of picture.inputs()) {
    const more = scale.positions.length / width;
    if (scales.length > 0 && cells + more > passCells) {
      await transformer.forward([{ rows, scales, keep: true }]);
      scales = [];
      cells = 0;
    }
    scales.push(scale);
    cells += more;
  }
  return { rows, scales, keep: picture.isAttended };
}
