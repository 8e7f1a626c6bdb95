/** A number of bytes as people read it: `16 MB`, `97 KB`. */
export function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.floor(bytes / 1_024)} KB` : `${Math.floor(bytes / 104_857.6) / 10} MB`;
}
