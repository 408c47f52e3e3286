/** A file that came with a request, wholly received. Its name and type are claims of the sender: nothing goes by them. */
export class UploadedFile {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** What messages say of a file that was sent where none belongs: without this they would list its bytes. */
  toJSON(): string {
    return `a file of ${this.bytes.byteLength} bytes`;
  }
}
