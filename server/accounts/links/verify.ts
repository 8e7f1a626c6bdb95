import { isTransient } from "#federation/remote/errors.ts";
import type { Budgets } from "../../api/limits/budgets.ts";
import type { ApiCtx, Tx } from "../../context.ts";
import type { JobOutcome } from "../../platform/queue/port.ts";
import { type AccountRow, changeAccount, lockLocal, readById } from "../store/accounts.ts";
import { findMeLinks } from "./find-me-links.ts";

type Deps = Pick<ApiCtx, "db" | "clock" | "outbox" | "fetchRemote"> & { budgets: Pick<Budgets, "take"> };

/** A local account's links are to be looked at. */
export interface LinkJob {
  accountId: string;
}

const MAX_PAGE = 1_048_576;

/** How often an account has pages asked, however often it changes its profile: they are other people's. */
const OFTEN = { most: 2, periodMs: 10 * 60_000 };
/** Until what was changed while pages were asked is looked at. */
const AGAIN_MS = 60_000;

/** What a profile field can be for its page to be asked: a web address and nothing else. */
const lone = /^https?:\/\/[^\s/]+\S*$/i;

/**
 * Asks the pages that a local account names in its profile whether they link back with `rel="me"`. Those that do are marked
 * as the same person's, and followers are told. A page that cannot be reached is asked again later, as are all of an
 * account that changes its profile all the time.
 */
export async function verifyLinks(ctx: Deps, { accountId }: LinkJob): Promise<JobOutcome> {
  const account = await readById(ctx.db, accountId);
  if (account === null || account.domain !== null || account.state !== "active") return undefined;
  const values = openLinks(account);
  if (values.size === 0) return undefined;
  const { ok, states } = await ctx.budgets.take([{ key: `links:${accountId}`, ...OFTEN }]);
  if (!ok) {
    const afterMs = (states[0]?.resetsAt.getTime() ?? 0) - ctx.clock.now().getTime();
    return { outcome: "retry", reason: "links/too-often", afterMs: Math.max(AGAIN_MS, afterMs) };
  }
  const answers = await Promise.all(
    [...values].map(async (value) => ({ value, answer: await ask(ctx, value.trim(), account) })),
  );
  const verified = answers.filter(({ answer }) => answer === "links-back").map(({ value }) => value);
  if (verified.length > 0) await ctx.db.transaction((tx) => mark(ctx, tx, accountId, verified));
  ctx.outbox.wake();
  const after = await readById(ctx.db, accountId);
  if (after !== null && [...openLinks(after)].some((value) => !values.has(value)))
    return { outcome: "retry", reason: "links/changed", afterMs: AGAIN_MS };
  const isOpen = answers.some(({ answer }) => answer === "unreachable");
  return isOpen ? { outcome: "retry", reason: "links/unreachable" } : undefined;
}

function openLinks({ fieldSources }: AccountRow): Set<string> {
  const open = fieldSources.filter((field) => field.verifiedAt === null && lone.test(field.value.trim()));
  return new Set(open.map((field) => field.value));
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
