/** A file that came with a request, on this machine until the request has been answered. */
export class ReceivedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  /** What its sender calls it: nothing to make a path of. */
  readonly name: string;

  constructor(path: string, size: number, sha256: string, name: string) {
    this.path = path;
    this.size = size;
    this.sha256 = sha256;
    this.name = name;
  }
}
