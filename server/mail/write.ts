import { findAppealById } from "#moderation/actions/appeals.ts";
import { findActionById } from "#moderation/actions/read.ts";
import { readReaderLanguage } from "../accounts/reader-language.ts";
import { readStrike } from "../admin/strikes.ts";
import type { ApiCtx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import type { Letter } from "../platform/mail/port.ts";
import { run } from "../platform/statement.ts";
import { issuePass } from "../sessions/decision-pass.ts";
import { mintLink } from "../sessions/links.ts";
import { portalPage } from "../trustees/tell.ts";
import { en } from "../web/messages/en.ts";
import { wordsIn } from "../web/messages/words.ts";
import type { MailJob, Notice } from "./jobs.ts";

type Deps = Pick<ApiCtx, "sql" | "clock" | "uris" | "config">;

const words = en.mail;
const pages = { confirm: "confirmation", change: "confirmation", reset: "password/edit" } as const;

/** The letter of a job; null when there is nobody to write to any more. */
export async function writeLetter(ctx: Deps, job: MailJob): Promise<Letter | null> {
  if (job.kind === "warning") return warningLetter(ctx, job.strikeId);
  if (job.kind === "appeal") return appealLetter(ctx, job.appealId);
  if (job.kind === "undone") return undoneLetter(ctx, job.actionId);
  if (job.kind === "trustee") return trusteeLetter(ctx, job);
  return job.kind === "link"
    ? linkLetter(ctx, job.linkId)
    : noticeLetter(ctx, job.notice, job.accountId, job.to);
}

async function linkLetter(ctx: Deps, linkId: string): Promise<Letter | null> {
  const link = await mintLink(ctx, linkId);
  const person = link && (await readPerson(ctx, link.accountId));
  if (link === null || !person) return null;
  const { subject, text } = words[link.purpose];
  const address = `${ctx.uris.origin}/auth/${pages[link.purpose]}?token=${link.token}`;
  return {
    to: link.email,
    subject: subject(ctx.config.nodeName),
    text: compose(ctx, words.greeting(person.username), text(address)),
  };
}

async function noticeLetter(
  ctx: Deps,
  notice: Notice,
  accountId: string,
  to?: string,
): Promise<Letter | null> {
  const person = await readPerson(ctx, accountId);
  const address = to ?? person?.email ?? null;
  if (!person || address === null) return null;
  const { subject, text } = words.notices[notice];
  const ending = notice === "approved" ? [] : [words.notYou(`${ctx.uris.origin}/settings/security`)];
  return { to: address, subject, text: compose(ctx, words.greeting(person.username), [...text, ...ending]) };
}

async function warningLetter(ctx: Deps, strikeId: string): Promise<Letter | null> {
  const strike = await readStrike(ctx, strikeId);
  const person = strike && (await readPerson(ctx, strike.targetId));
  if (!strike || !person?.email) return null;
  const { t } = wordsIn(await readReaderLanguage(ctx.sql, person.accountId));
  const text = [
    t(`mail.warning.${strike.action}`),
    ...(strike.text === "" ? [] : [t("mail.warning.said"), strike.text]),
    ...(strike.actionId === null
      ? []
      : [`${t("mail.warning.reasons")}\n${await decisionLink(ctx, person, strike.actionId)}`]),
  ];
  return {
    to: person.email,
    subject: t("mail.warning.subject", { node: ctx.config.nodeName }),
    text: compose(ctx, t("mail.hello", { name: person.username }), text),
  };
}

async function appealLetter(ctx: Deps, appealId: string): Promise<Letter | null> {
  const appeal = await findAppealById(statementsOn(ctx.sql), appealId);
  const person = appeal && (await readPerson(ctx, appeal.accountId));
  if (!appeal || appeal.state === "open" || !person?.email) return null;
  const { t } = wordsIn(await readReaderLanguage(ctx.sql, person.accountId));
  const text = [
    t(`mail.appeal.${appeal.state}`),
    ...(appeal.answer ? [t("mail.warning.said"), appeal.answer] : []),
    `${t("mail.appeal.page")}\n${await decisionLink(ctx, person, appeal.actionId)}`,
  ];
  return {
    to: person.email,
    subject: t("mail.appeal.subject", { node: ctx.config.nodeName }),
    text: compose(ctx, t("mail.hello", { name: person.username }), text),
  };
}

async function undoneLetter(ctx: Deps, actionId: string): Promise<Letter | null> {
  const action = await findActionById(statementsOn(ctx.sql), actionId);
  const person = action?.accountId ? await readPerson(ctx, action.accountId) : null;
  if (!action || action.undoneAt === null || !person?.email) return null;
  const { t, day } = wordsIn(await readReaderLanguage(ctx.sql, person.accountId));
  const what = t(`decision.yours.${action.subject.kind}`);
  const text = [
    t("letter.undone", { day: day(action.startsAt), what }),
    ...(action.undoReason ? [t("mail.warning.said"), action.undoReason] : []),
    `${t("mail.appeal.page")}\n${await decisionLink(ctx, person, actionId)}`,
  ];
  return {
    to: person.email,
    subject: t("mail.warning.subject", { node: ctx.config.nodeName }),
    text: compose(ctx, t("mail.hello", { name: person.username }), text),
  };
}

async function trusteeLetter(
  ctx: Deps,
  { what, accountId, panelId }: Extract<MailJob, { kind: "trustee" }>,
): Promise<Letter | null> {
  const person = await readPerson(ctx, accountId);
  if (!person?.email) return null;
  const { t } = wordsIn(await readReaderLanguage(ctx.sql, accountId));
  return {
    to: person.email,
    subject: t("trustee.letter.subject", { node: ctx.config.nodeName }),
    text: compose(ctx, t("mail.hello", { name: person.username }), [
      `${t(`trustee.letter.${what}`, { node: ctx.config.nodeName })}\n${portalPage(ctx, panelId)}`,
    ]),
  };
}

/** Where somebody reads a decision about them; with a pass for who may not sign in, while there is time to appeal. */
async function decisionLink(
  ctx: Deps,
  { accountId, isKeptOut }: { accountId: string; isKeptOut: boolean },
  actionId: string,
): Promise<string> {
  const { origin } = ctx.uris;
  if (!isKeptOut) return `${origin}/decisions/${actionId}`;
  const token = await issuePass(ctx, accountId, 24 * ctx.config.appealDays);
  return `${origin}/decisions/pass/${actionId}?token=${token}`;
}

function compose(ctx: Deps, greeting: string, paragraphs: readonly string[]): string {
  const all = [greeting, ...paragraphs, words.ending(ctx.config.nodeName, ctx.uris.origin)];
  return `${all.join("\n\n")}\n`;
}

async function readPerson(ctx: Pick<ApiCtx, "sql">, accountId: string) {
  const [person] = await run<{
    accountId: string;
    username: string;
    email: string | null;
    isKeptOut: boolean;
  }>(
    ctx.sql,
    `select a.id as "accountId", a.username, l.email, a.state <> 'active' or l.disabled_at is not null as "isKeptOut" from logins l join accounts a on a.id = l.account_id
    where a.id = $1::uuid and a.state <> 'deleted'`,
    [accountId],
  );
  return person ?? null;
}
