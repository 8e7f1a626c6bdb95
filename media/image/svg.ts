/**
 * Whether a file is SVG, told by its head: XML in UTF-8 whose first element is `svg`, in whichever prefix. What stands
 * before it (a declaration, comments, a document type) is passed over and never interpreted.
 *
 * @example isSvg(Buffer.from('<?xml version="1.0"?><!-- drawn --><svg xmlns="http://www.w3.org/2000/svg"/>')); // true
 */
export function isSvg(head: Buffer): boolean {
  const text = head.toString("utf8").replace(/^\ufeff/, "");
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    const end = endOfMisc(text, at);
    if (end === null) return /^<(?:[\w.-]{1,40}:)?svg[\s/>]/.test(text.slice(at, at + 60));
    if (end < 0) return false;
    at = end;
  }
}

/** Where a declaration, comment or document type ends; null when none begins here, -1 when it does not end. */
function endOfMisc(text: string, at: number): number | null {
  const after = (end: string, from: number) => {
    const found = from < 0 ? -1 : text.indexOf(end, from);
    return found < 0 ? -1 : found + end.length;
  };
  if (text.startsWith("<?", at)) return after("?>", at);
  if (text.startsWith("<!--", at)) return after("-->", at + 4);
  if (!/^<!doctype\s/i.test(text.slice(at, at + 10))) return null;
  const end = after(">", at);
  const subset = text.indexOf("[", at);
  return subset < 0 || subset > end ? end : after(">", after("]", subset));
}
