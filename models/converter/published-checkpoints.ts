/** A checkpoint pair that is published. */
export interface PublishedCheckpoint {
  /** Base address; files are at `<hub>/resolve/main/<file>`. */
  readonly hub: string;
  readonly transformer: string;
  readonly tokenizer: { readonly hub: string; readonly file: string };
  readonly title: string;
  readonly description: string;
  readonly license: string;
}

const flexvarHub = 'https://huggingface.co/jiaosiyu1999/FlexVAR';
const sarHub = 'https://huggingface.co/ZGZzz/SAR';
const tokenizer = { hub: flexvarHub, file: 'FlexVAE.pth' };

function flexvar(depth: number, parameters: string, epoch: number): PublishedCheckpoint {
  return {
    hub: flexvarHub,
    transformer: `FlexVARd${depth}-epo${epoch}.pth`,
    tokenizer,
    title: `FlexVAR d${depth}`,
    description: `FlexVAR (arXiv 2502.20313), ${parameters} parameters, ImageNet-1k at up to 256 px.`,
    license: `MIT (code); for the weights see ${flexvarHub}`,
  };
}

function sar(depth: number, parameters: string, epoch: number): PublishedCheckpoint {
  return {
    hub: sarHub,
    transformer: `SARd${depth}-epo${epoch}.pth`,
    tokenizer,
    title: `SAR d${depth}`,
    description: `FlexVAR fine-tuned by SAR, ${parameters} parameters, ImageNet-1k at up to 256 px.`,
    license: `see ${sarHub}`,
  };
}

/** What `pull` knows by name; file names as in the readmes of both projects. */
export const publishedCheckpoints: ReadonlyMap<string, PublishedCheckpoint> = new Map([
  ['flexvar-d16', flexvar(16, '316 M', 179)],
  ['flexvar-d20', flexvar(20, '608 M', 249)],
  ['flexvar-d24', flexvar(24, '1041 M', 349)],
  ['sar-d16', sar(16, '316 M', 179)],
  ['sar-d20', sar(20, '608 M', 249)],
  ['sar-d24', sar(24, '1041 M', 349)],
]);
