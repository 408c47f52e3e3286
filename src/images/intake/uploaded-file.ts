/** A file that came with a request, wholly received. Its name and type are claims of the sender: nothing goes by them. */
export class UploadedFile {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}
