const token = /<\/?[a-z0-9][^<>]*>|&(?:amp|lt|gt|nbsp|lrm|rlm);|[<&]|[^<&]+/gi;
const plainTag = /^<\/?(?:b|i|u|v|ruby|rt)>$/;
const voice = /^<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]{1,100})>$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** The text of a cue with the marks that are harmless, WebVTT §4.2.2; of others the text alone stays. */
export function cleanCueText(text: string): string {
  return [...text.replaceAll(control, "").matchAll(token)]
    .map(([part]) => cleanPart(part))
    .join("")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

function cleanPart(part: string): string {
  if (part === "<") return "&lt;";
  if (part === "&") return "&amp;";
  // A bare > could make an arrow, which begins the next cue.
  if (!part.startsWith("<")) return part.replaceAll(">", "&gt;");
  if (plainTag.test(part)) return part;
  const [, speaker] = voice.exec(part) ?? [];
  return speaker === undefined
    ? ""
    : `<v ${speaker.trim().replaceAll("&", "&amp;").replaceAll("&amp;amp;", "&amp;")}>`;
}
