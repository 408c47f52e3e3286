/** Something wrong with what the converter was given, told in one line that names what was found and what is allowed. */
export class ConverterError extends Error {
  override readonly name: string = 'ConverterError';
}
