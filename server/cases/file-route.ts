import { Readable } from "node:stream";
import { findCases } from "#moderation/cases/list.ts";
import { findEvidence } from "#moderation/evidence/read.ts";
import type { Answer, Call, Routes } from "../api/call.ts";
import { idOf } from "../api/ids.ts";
import { Refusal } from "../api/refusal.ts";
import type { Viewer } from "../api/viewer.ts";
import { describedFile } from "../desk/described.ts";
import { moderationOf } from "../desk/moderation.ts";
import { readerOf } from "../desk/reader.ts";
import { guarding } from "../files/headers.ts";
import { readRange } from "../files/range.ts";
import { sitsFor } from "../trustees/read.ts";
import { handlerOf } from "./handler.ts";

/** Files of evidence, for those alone who handle the case or sit in its panel: with a token, or signed in with a browser, as the desk's pages are. */
export const evidenceFileRoutes: Routes = {
  "GET /api/folkmoot/v1/evidence/:id/file": describedFile<Viewer | null>(
    {
      summary:
        "A file of evidence, for those who handle its case or sit in its panel: with a token, or a browser's session",
      permission: null,
      isBySession: true,
      contentType: "application/octet-stream",
    },
    evidenceFile,
  ),
};

async function evidenceFile(call: Call): Promise<Answer> {
  const { ctx, path } = call;
  const reader = await readerOf(call);
  if (reader === null) throw Refusal.notFound();
  const evidence = await findEvidence(moderationOf(ctx), idOf(path.id));
  if (evidence === null || evidence.file === null) throw Refusal.notFound();
  const mayRead =
    (await handles(ctx, reader, evidence.caseId)) || (await sitsFor(ctx, reader.accountId, evidence.caseId));
  if (!mayRead) throw Refusal.notFound();
  return send(call, evidence.file, evidence.mediaType ?? "application/octet-stream");
}

async function handles(ctx: Call["ctx"], reader: Viewer, caseId: string): Promise<boolean> {
  const by = await handlerOf(ctx, reader);
  if (by === null) return false;
  const [of] = await findCases(moderationOf(ctx), by, [caseId]);
  return of !== undefined && of.subject.accountId !== by.accountId;
}

async function send(
  { ctx, request }: Pick<Call, "ctx" | "request">,
  name: string,
  mediaType: string,
): Promise<Answer> {
  const size = await ctx.files.size(name);
  if (size === null) throw Refusal.notFound();
  const part = readRange(request.headers.get("range") ?? undefined, size);
  const headers = {
    ...guarding,
    // For nobody's pages but this node's.
    "access-control-allow-origin": "null",
    "cross-origin-resource-policy": "same-origin",
    "content-type": mediaType,
    "accept-ranges": "bytes",
    ...(!/^(?:image|video|audio)\//.test(mediaType) && { "content-disposition": "attachment" }),
  };
  if (part === "unsatisfiable")
    return { status: 416, headers: { ...headers, "content-range": `bytes */${size}` }, body: null };
  const { start, end } = part ?? { start: 0, end: size - 1 };
  const isHead = request.method === "HEAD" || size === 0;
  const stream = isHead ? null : await ctx.files.open(name, { start, end });
  if (!isHead && stream === null) throw Refusal.notFound();
  return {
    status: part === null ? 200 : 206,
    headers: {
      ...headers,
      "content-length": String(end - start + 1),
      ...(part !== null && { "content-range": `bytes ${start}-${end}/${size}` }),
    },
    body: stream === null ? null : (Readable.toWeb(stream) as ReadableStream<Uint8Array>),
  };
}
