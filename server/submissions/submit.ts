import { isCategory } from "#moderation/category.ts";
import { keepFile } from "#moderation/evidence/keep-file.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { clean } from "#protocol/vocab/read/names.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { holdFiles } from "../files/hold.ts";
import { fileAnonymously } from "../reports/file-anonymously.ts";
import { findByAddress } from "../search/by-address.ts";
import { type BroughtFile, type CheckedFile, checkFiles, type FileProblem } from "./files.ts";
import { checkForm, type FormProblem, spendForm } from "./form.ts";
import { mayUse } from "./rate.ts";
import { hashReceipt, newReceipt } from "./receipt.ts";
import { insertSubmission } from "./store.ts";

export type SubmitError =
  | { type: "submission/form"; problem: FormProblem | "used" }
  | { type: "submission/too-many" }
  /** Without them it is taken. */
  | { type: "submission/no-more-files" }
  | { type: "submission/text-too-long"; most: number }
  | { type: "submission/category-unknown" }
  | { type: "submission/subject-not-found" }
  | FileProblem;

export interface SubmitInput {
  /** The form's token, and the work that was done for it, if any: see `giveForm`. */
  token: string;
  work?: string | null;
  /** Where it came from: counted under a keyed hash, and not kept. */
  address: string;
  /** Of the post or profile. */
  url: string;
  category: string;
  text: string;
  files?: readonly BroughtFile[];
}

const MAX_TEXT = 5_000;
const MAX_URL = 2_000;

export type SubmitDeps = Pick<
  ApiCtx,
  "db" | "sql" | "ids" | "clock" | "uris" | "handleHost" | "outbox" | "resolve" | "files"
>;

/**
 * A complaint by somebody without an account. Nothing that identifies them is kept: no address, no cookie, and of the receipt
 * only its hash.
 *
 * @returns the receipt, which is shown once
 */
export async function submit(
  ctx: SubmitDeps,
  input: SubmitInput,
): Promise<Result<{ receipt: string }, SubmitError>> {
  const { token, work = null, address, url, category } = input;
  const text = clean(input.text).trim();
  if ([...text].length > MAX_TEXT) return err({ type: "submission/text-too-long", most: MAX_TEXT });
  if (!isCategory(category)) return err({ type: "submission/category-unknown" });
  const files = await checkFiles(input.files ?? []);
  if (!files.ok) return files;
  const { problem, hasWork } = await checkForm(ctx, { token, work });
  if (problem !== null) return err({ type: "submission/form", problem });
  if (!(await mayUse(ctx, hasWork ? "submit" : "submit-without-work", address)))
    return err({ type: "submission/too-many" });
  const subject = await findSubject(ctx, url);
  if (subject === null) return err({ type: "submission/subject-not-found" });
  for (const _ of files.value)
    if (!(await mayUse(ctx, "bring-file", address))) return err({ type: "submission/no-more-files" });
  // Last, so that a mistake can be put right with the same form.
  if (!(await spendForm(ctx, token))) return err({ type: "submission/form", problem: "used" });
  const receipt = newReceipt();
  await ctx.db.transaction(async (tx) => {
    await holdFiles(tx);
    for (const file of files.value) await ctx.files.putFile(file.stored, file.path);
    const { reportId, caseId } = await fileAnonymously(ctx, tx, { ...subject, text, topic: category });
    const receiptHash = hashReceipt(receipt) as string;
    await insertSubmission(tx, { reportId, receiptHash, at: ctx.clock.now() });
    if (caseId !== null) await keepFiles(ctx, tx, caseId, files.value);
  });
  return ok({ receipt });
}

/** The post or account that an address leads to; asked of its own server where it is not known here. */
async function findSubject(
  ctx: SubmitDeps,
  url: string,
): Promise<{ targetId: string; subjects: Iri[] } | null> {
  const trimmed = url.trim();
  if (trimmed.length > MAX_URL || !/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null;
  const found = await findByAddress(ctx, null, trimmed, { resolve: true });
  if (found === null) return null;
  if ("account" in found) return { targetId: found.account.id, subjects: [found.account.iri as Iri] };
  return { targetId: found.post.account.id, subjects: [found.post.iri as Iri] };
}

async function keepFiles(
  ctx: SubmitDeps,
  tx: Tx,
  caseId: string,
  files: readonly CheckedFile[],
): Promise<void> {
  for (const file of files) {
    const { name, sha256, mediaType, size, stored } = file;
    const kept = { caseId, file: stored, sha256, name, mediaType, size };
    await keepFile(moderationOf(ctx), statementsOn(tx), kept);
  }
}
