import type { Device } from '../onnx/device.ts';

export type ChildName = 'transformer' | 'tokenizer';

/** What happens to the child processes of an engine, for those who keep a log. */
export type ChildReport = (
  | {
      readonly type: 'started';
      readonly child: ChildName;
      /** Not `pid`, which in a log is the one that writes it. */
      readonly childPid: number;
      readonly milliseconds: number;
    }
  | {
      readonly type: 'died';
      readonly child: ChildName;
      readonly childPid: number | null;
      /** How it ended, with its last words. */
      readonly reason: string;
      /** What it was doing, such as "computing a scale". */
      readonly doing: string;
      /** Whether it was ended because nobody wants what it does: nothing is wrong then. */
      readonly deliberate: boolean;
    }
  | { readonly type: 'notStarted'; readonly child: ChildName; readonly reason: string }
) & { readonly device?: Device };
