import { isTransient } from "#federation/remote/errors.ts";
import type { ApiCtx, Tx } from "../../context.ts";
import type { JobOutcome } from "../../platform/queue/port.ts";
import { type AccountRow, changeAccount, lockLocal, readById } from "../store/accounts.ts";
import { findMeLinks } from "./find-me-links.ts";

type Deps = Pick<ApiCtx, "db" | "clock" | "outbox" | "fetchRemote">;

/** A local account's links are to be looked at. */
export interface LinkJob {
  accountId: string;
}

const MAX_PAGE = 1_048_576;

/** What a profile field can be for its page to be asked: a web address and nothing else. */
const lone = /^https?:\/\/[^\s/]+\S*$/i;

/**
 * Asks the pages that a local account names in its profile whether they link back with `rel="me"`. Those that do are marked
 * as the same person's, and followers are told. A page that cannot be reached is asked again later.
 */
export async function verifyLinks(ctx: Deps, { accountId }: LinkJob): Promise<JobOutcome> {
  const account = await readById(ctx.db, accountId);
  if (account === null || account.domain !== null || account.state !== "active") return undefined;
  const values = new Set(
    account.fieldSources
      .filter((field) => field.verifiedAt === null && lone.test(field.value.trim()))
      .map((field) => field.value),
  );
  const answers = await Promise.all(
    [...values].map(async (value) => ({ value, answer: await ask(ctx, value.trim(), account) })),
  );
  const verified = answers.filter(({ answer }) => answer === "links-back").map(({ value }) => value);
  if (verified.length > 0) await ctx.db.transaction((tx) => mark(ctx, tx, accountId, verified));
  ctx.outbox.wake();
  const isOpen = answers.some(({ answer }) => answer === "unreachable");
  return isOpen ? { outcome: "retry", reason: "links/unreachable" } : undefined;
}

async function ask(
  ctx: Pick<Deps, "fetchRemote">,
  url: string,
  account: AccountRow,
): Promise<"links-back" | "does-not" | "unreachable"> {
  const answer = await ctx.fetchRemote(url, { accept: "text/html", maxBytes: MAX_PAGE });
  if (!answer.ok) return isTransient(answer.error) ? "unreachable" : "does-not";
  const { body } = answer.value;
  const own = [account.url, account.iri].map(comparable);
  const links = findMeLinks(new TextDecoder().decode(body), answer.value.url);
  return links.some((link) => own.includes(comparable(link))) ? "links-back" : "does-not";
}

function comparable(url: string): string {
  return (URL.parse(url)?.href ?? url).toLowerCase().replace(/\/$/, "");
}

/** The profile may have changed while its pages were asked. */
async function mark(ctx: Deps, tx: Tx, accountId: string, verified: readonly string[]): Promise<void> {
  const account = await lockLocal(tx, accountId);
  if (account === null) return;
  const now = ctx.clock.now();
  const fieldSources = account.fieldSources.map((field) =>
    field.verifiedAt === null && verified.includes(field.value)
      ? { ...field, verifiedAt: now.toISOString() }
      : field,
  );
  await changeAccount(tx, accountId, { fieldSources, updatedAt: now });
  await ctx.outbox.append(tx, { kind: "account.updated", accountId });
}
