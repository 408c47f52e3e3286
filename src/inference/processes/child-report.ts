import type { Device } from '../onnx/device.ts';

export type ChildName = 'transformer' | 'tokenizer';

/** Events of an engine's child processes, for logging. */
export type ChildReport = (
  | {
      readonly type: 'started';
      readonly child: ChildName;
      /** Not named `pid`, which in a log is the process writing it. */
      readonly childPid: number;
      readonly milliseconds: number;
    }
  | {
      readonly type: 'died';
      readonly child: ChildName;
      readonly childPid: number | null;
      /** How it ended, with its last output. */
      readonly reason: string;
      /** Its activity, such as "computing a scale". */
      readonly doing: string;
      /** Whether it was stopped because its work was no longer wanted, rather than failing. */
      readonly deliberate: boolean;
    }
  | { readonly type: 'notStarted'; readonly child: ChildName; readonly reason: string }
) & { readonly device?: Device };
