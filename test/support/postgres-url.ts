/** The address of another database of the same server. By text: in a URL's host, a socket's path would lose its escapes. */
export function withDatabase(url: string, name: string): string {
  return url.replace(/\/[^/?]*(?=\?|$)/, `/${name}`);
}
