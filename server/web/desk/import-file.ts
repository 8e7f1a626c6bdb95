import { createReadStream } from "node:fs";
import { Refusal } from "../../api/refusal.ts";
import { receiveUpload } from "../../api/upload/receive.ts";
import type { createUploadTurns } from "../../api/upload/turns.ts";
import type { ApiCtx } from "../../context.ts";
import { openWork } from "../../media/work.ts";
import { beginImport } from "../../subscriptions/import.ts";
import type { MessageKey } from "../messages/catalogues.ts";

/** 500,000 domains with what is said of them are about half of it. */
export const MOST_LIST_BYTES = 64 * 1_048_576;

/** An import that was begun, or what is said of why it was not; `isCut` where the rest of the body was not read. */
export type ReadFile =
  | { id: string }
  | {
      problem: Extract<
        MessageKey,
        "imports.noFile" | "imports.tooLarge" | "imports.later" | "imports.unreadable"
      >;
      status: 413 | 422;
      isCut?: true;
    };

/** Receives the file of a form on the disk, and reads it from there: no more of it is in memory than what is being read. */
export async function readListFile(
  ctx: ApiCtx,
  request: Request,
  by: string,
  turns: ReturnType<typeof createUploadTurns>,
): Promise<ReadFile> {
  try {
    const leave = turns.enter(by);
    try {
      const folder = await openWork(ctx);
      try {
        const limits = { maxFileBytes: MOST_LIST_BYTES, maxFiles: 1 };
        const { fields, uploads } = await receiveUpload(request, folder.path, limits);
        const file = uploads.find(({ name }) => name === "file")?.file;
        if (file === undefined) return { problem: "imports.noFile", status: 422 };
        const purpose = new Map(fields).get("purpose") === "allow" ? ("allow" as const) : ("block" as const);
        const input = { name: file.name.slice(0, 200) || "domains", by, purpose };
        const begun = await beginImport(ctx, input, createReadStream(file.path));
        if (begun.ok) return { id: begun.value.id };
        const isLarge = begun.error.type === "domain-list/too-many-lines";
        return { problem: isLarge ? "imports.tooLarge" : "imports.unreadable", status: 422 };
      } finally {
        await folder.remove();
      }
    } finally {
      leave();
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 413) return { problem: "imports.tooLarge", status: 413, isCut: true };
    return {
      problem: error.status === 400 ? "imports.unreadable" : "imports.later",
      status: 422,
      isCut: true,
    };
  }
}
