import { ConverterError } from '../converter-error.ts';

/** Turns Ctrl-C and SIGTERM into a signal, so that what is half done can be taken back. A second one ends at once. */
export function interruption(): AbortController {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () =>
      controller.abort(new ConverterError(`interrupted by ${name}; nothing was written`)),
    );
  return controller;
}
