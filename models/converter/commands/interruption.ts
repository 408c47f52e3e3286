import { onStopSignal } from '../../../src/stop-signals.ts';
import { ConverterError } from '../converter-error.ts';

/** Turns Ctrl-C and SIGTERM into a signal, so that what is half done can be taken back. A second one ends at once. */
export function interruption(): AbortController {
  const controller = new AbortController();
  onStopSignal(
    name => controller.abort(new ConverterError(`interrupted by ${name}; nothing was written`)),
    () => process.exit(1),
  );
  return controller;
}
