/**
 * How much of a document is read. Beyond a limit a list is cut; where cutting would change what was said (mentions,
 * recipients, the text itself) the document is refused.
 */
export const limits = {
  /** Levels of nesting. */
  depth: 24,
  /** Values in one document, counted over all levels. */
  values: 50_000,
  /** Characters. */
  title: 500,
  displayName: 200,
  username: 256,
  summary: 5_000,
  warning: 1_000,
  html: 500_000,
  /** Markdown beyond this is shown as the text it is: parsing it costs too much. */
  markdown: 50_000,
  bio: 20_000,
  source: 200_000,
  alt: 10_000,
  context: 2_048,
  mentions: 1_000,
  recipients: 5_000,
  hashtags: 100,
  emojis: 200,
  media: 32,
  alternatives: 20,
  captions: 100,
  captionLabel: 100,
  pollOptions: 50,
  fields: 32,
  aliases: 64,
  attributionDomains: 100,
  keys: 16,
  owners: 64,
  objects: 500,
  items: 1_000,
} as const;
