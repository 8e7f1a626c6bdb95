import type { GiveRatingError } from "../../notes/rate.ts";
import type { AddNoteError } from "../../notes/write.ts";
import type { Words } from "../messages/words.ts";

/** What was refused, in words. */
export function problemOf(error: AddNoteError | GiveRatingError, { t }: Words): string {
  switch (error.type) {
    case "context-note/not-allowed":
      return t(`note.problem.not-allowed.${error.because}`);
    case "context-note/too-long":
      return t("note.problem.too-long", { most: error.most });
    case "context-note/too-many-sources":
      return t("note.problem.too-many-sources", { most: error.most });
    case "context-note/too-many":
      return t("note.problem.too-many", { most: error.most });
    case "context-note/too-many-ratings":
      return t("note.problem.too-many-ratings", { most: error.most });
    case "context-note/not-found":
    case "context-note/post-not-found":
      return t("desk.notFound");
    case "context-note/own":
      return t("note.problem.own");
    case "context-note/not-public":
      return t("note.problem.not-public");
    case "context-note/empty":
      return t("note.problem.empty");
    case "context-note/no-source":
      return t("note.problem.no-source");
    case "context-note/bad-source":
      return t("note.problem.bad-source");
    case "context-note/bad-language":
      return t("note.problem.bad-language");
    case "context-note/written-already":
      return t("note.problem.written-already");
    case "context-note/bad-reason":
      return t("note.problem.bad-reason");
  }
}
