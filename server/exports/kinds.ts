/** What there is to be exported and imported as CSV, by the names of Mastodon's files. */
export const csvKinds = ["follows", "blocks", "mutes", "domain_blocks", "lists", "bookmarks"] as const;

export type CsvKind = (typeof csvKinds)[number];

export function isCsvKind(text: string): text is CsvKind {
  return (csvKinds as readonly string[]).includes(text);
}

/** The first lines of the files that have one. Mastodon's importer knows files by them, so every letter counts. */
export const csvHeaders: Readonly<Record<CsvKind, readonly string[] | null>> = {
  follows: ["Account address", "Show boosts", "Notify on new posts", "Languages"],
  blocks: null,
  mutes: ["Account address", "Hide notifications"],
  domain_blocks: null,
  lists: null,
  bookmarks: null,
};
