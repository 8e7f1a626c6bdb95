/** A file that came with a request, on this machine until the request has been answered. */
export class ReceivedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Of the bytes, in hex. */
  readonly sha256: string;

  constructor(path: string, size: number, sha256: string) {
    this.path = path;
    this.size = size;
    this.sha256 = sha256;
  }
}
