import type { ImportKind } from "../../imports/prepare.ts";

const many = (count: number, one: string, more: string) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString("en")} ${more}`;

const kinds: Readonly<Record<ImportKind, string>> = {
  follows: "Accounts you follow",
  blocks: "Accounts you block",
  mutes: "Accounts you mute",
  domain_blocks: "Domains you block",
  lists: "Lists",
  bookmarks: "Bookmarks",
  archive: "Archive of posts",
};

/** The words of the pages for export and import. */
export const data = {
  kinds,
  exportTitle: "Export",
  exportText: "Files that you can take to another server. They are written the way Mastodon writes them.",
  table: "What you can download",
  kind: "What",
  howMany: "How many",
  file: "File",
  archiveTitle: "Your archive",
  archiveText:
    "A zip file with everything you published, as ActivityPub: your profile, posts and boosts, what you like and keep, and your pictures. It is made in the background, is here for seven days, and can be made once a week.",
  askArchive: "Make an archive",
  archiveAsked: "Your archive is being made. Come back to this page in a while.",
  archiveTooSoon: (when: string) => `You can ask for another one from ${when}.`,
  archiveWaiting: (when: string) => `Asked for ${when}: is being made.`,
  archiveReady: (when: string, size: string) => `Asked for ${when}: ready, ${size}.`,
  archiveDownload: "Download the archive",
  megabytes: (bytes: number) => `${Math.max(0.1, Math.round(bytes / 104_857.6) / 10)} MB`,
  importTitle: "Import",
  importText:
    "Bring a CSV file from another server or from here. You see first what is in it; nothing happens until you confirm.",
  importKind: "What is in the file?",
  importFile: "CSV file",
  importFileHint: "At most 5 MB and 20,000 rows.",
  importMode: "What about what you have here?",
  merge: "Keep it, and add what the file has",
  overwrite: "Remove what the file does not have",
  look: "Look at the file",
  archiveImportTitle: "Bring your posts",
  archiveImportText:
    "From an archive of Mastodon or of this server. Your public, unlisted and followers-only posts appear on your profile under their old dates; nobody is told, and nothing is sent to other servers. Pictures and other media, boosts and direct posts are left out. Doing it twice adds nothing.",
  archiveFile: "Archive, zip or tar.gz",
  archiveFileHint: "At most 200 MB. Whoever runs this server can bring larger ones in for you.",
  lookArchive: "Look at the archive",
  listTitle: "Your imports",
  none: "There are none.",
  states: { unconfirmed: "waits for you", running: "under way", finished: "done", cancelled: "cancelled" },
  progress: (done: number, failed: number, total: number) =>
    `${(done + failed).toLocaleString("en")} of ${total.toLocaleString("en")} done, ${failed.toLocaleString("en")} of them failed.`,
  previewTitle: "Is this what you mean?",
  preview: (total: number, failed: number) =>
    failed === 0
      ? `The file has ${many(total, "row", "rows")}.`
      : `The file has ${many(total, "row", "rows")}; ${many(failed, "cannot be read and is", "cannot be read and are")} left out.`,
  previewArchive: (total: number, hasMore: boolean) =>
    `The archive has ${hasMore ? "at least " : ""}${many(total, "post", "posts")}.`,
  willMerge: "What you have here stays.",
  willOverwrite: "What you have here and the file does not have is removed.",
  failures: "Rows that failed",
  line: (line: number, text: string, reason: string) => `Line ${line}: ${text} (${reason})`,
  downloadFailures: "Download all rows that failed",
  confirm: "Import",
  cancel: "Cancel",
  reload: "This page does not change by itself. Load it again to see how far it is.",
  back: "Back to all imports",
  problems: {
    "import/empty": "There is nothing in this file.",
    "import/not-text": "This is not a CSV file.",
    "import/too-large": "This file is too large.",
    "import/too-many-rows": "This file has too many rows. Split it into several.",
    "import/wrong-kind": "These are not the columns of such a file. Is it of another kind?",
    "import/no-archive": "This is no archive, or there is no outbox.json in it.",
    "import/busy": "Another import of this kind is under way. Wait until it is done.",
    "upload/no-file": "Choose a file.",
    "upload/busy": "Another file of yours is on its way. Wait until it is here.",
    "upload/too-large": "This file is too large.",
  } as Readonly<Record<string, string>>,
  reasons: {
    "row/malformed": "not readable",
    "remote/not-found": "not found",
    "remote/unreachable": "its server does not answer",
    "remote/refused": "its server refused",
    "follow/blocked": "blocked",
    "follow/self": "that is you",
    "post/not-found": "not found",
  } as Readonly<Record<string, string>>,
};
