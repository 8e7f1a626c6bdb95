/** What HTML may hold, shared by the sanitiser and by its fast path, so that the two cannot drift apart. */

export const allowedTags = [
  ..."p br span a strong em b i u s del ins code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 hr".split(" "),
  ..."sub sup small mark kbd ruby rt rp rb dl dt dd details summary".split(" "),
  ..."table thead tbody tr th td div figure figcaption".split(" "),
];

/** Microformats and the classes by which Mastodon marks parts of a link; everything else is a peer's own styling. */
const allowedClasses: ReadonlySet<string> = new Set([
  "mention",
  "hashtag",
  "invisible",
  "ellipsis",
  "u-url",
  "h-card",
  "quote-inline",
]);

export const linkRel = "nofollow noopener noreferrer";

/** Whether a link may be followed: web pages, mail, chat. Relative links have no meaning away from their page. */
export function isSafeLink(href: string): boolean {
  // A control character or a space inside a URL is how filters are fooled; real ones are percent-encoded.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return /^(?:https?:\/\/[^/]|mailto:|xmpp:|gemini:\/\/)/i.test(href) && !/[\x00-\x20\x7f<>"`\\]/.test(href);
}

/** The allowed ones among the classes of an element, each once; empty when none is. */
function keptClasses(value: string): string {
  if (value === "" || allowedClasses.has(value)) return value;
  const kept = value.split(/\s+/).filter((name) => allowedClasses.has(name));
  return kept.length < 2 ? kept.join("") : [...new Set(kept)].join(" ");
}

type Attributes = { [name: string]: string };

/** The attributes of a kept link, always in this order; `null` when it must not be a link. */
export function linkAttributes(attributes: Attributes): Attributes | null {
  const href = attributes.href?.trim() ?? "";
  if (!isSafeLink(href)) return null;
  return { href, ...commonAttributes(attributes), rel: linkRel };
}

/** The attributes that any inline element keeps: known classes, and that a name is not to be translated. */
export function commonAttributes(attributes: Attributes): Attributes {
  const kept: Attributes = {};
  const classes = keptClasses(attributes.class ?? "");
  if (classes !== "") kept.class = classes;
  if (attributes.translate === "no") kept.translate = "no";
  return kept;
}
