/** A completely received upload. Its name and declared type are not trusted and not used. */
export class UploadedFile {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Used in messages about misplaced files, which would otherwise list all bytes. */
  toJSON(): string {
    return `a file of ${this.bytes.byteLength} bytes`;
  }
}
