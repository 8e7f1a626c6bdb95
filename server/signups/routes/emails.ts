import { readListed } from "../../admin/listed.ts";
import { adminPage } from "../../admin/paging.ts";
import { json, nothing, type Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { ApiCtx } from "../../context.ts";
import { blockEmailDomain, blockMailbox, unblockEmailDomain, unblockMailbox } from "../block.ts";
import { canonicalEmailHash } from "../canonical-email.ts";
import {
  type EmailDomainBlock,
  type MailboxBlock,
  readAttempts,
  readEmailDomain,
  readMailbox,
  readMailboxByHash,
} from "../store/emails.ts";

const domains = `select t.id, t.domain, t.allow_with_approval as "allowWithApproval", t.created_at as "createdAt"
  from email_domain_blocks t where true`;
const mailboxes = `select t.id, t.email_hash as "emailHash", t.created_at as "createdAt"
  from canonical_email_blocks t where true`;

export const emailBlockRoutes: Routes = {
  async "GET /api/v1/admin/email_domain_blocks"(call) {
    const page = await readListed<EmailDomainBlock>(call.ctx, pageOf(call, adminPage), domains);
    return paged(call, page, await domainEntities(call.ctx, page.items));
  },

  async "GET /api/v1/admin/email_domain_blocks/:id"({ ctx, path }) {
    const block = await readEmailDomain(ctx, idOf(path.id));
    if (block === null) throw Refusal.notFound();
    return json((await domainEntities(ctx, [block]))[0]);
  },

  async "POST /api/v1/admin/email_domain_blocks"({ ctx, viewer, params }) {
    const allowWithApproval = params.flag("allow_with_approval") ?? false;
    const options = { allowWithApproval };
    const blocked = await blockEmailDomain(ctx, viewer.accountId, params.required("domain"), options);
    if (!blocked.ok) throw refuse(blocked.error);
    return json((await domainEntities(ctx, [blocked.value]))[0]);
  },

  async "DELETE /api/v1/admin/email_domain_blocks/:id"({ ctx, viewer, path }) {
    const removed = await unblockEmailDomain(ctx, viewer.accountId, idOf(path.id));
    if (!removed.ok) throw refuse(removed.error);
    return nothing;
  },

  async "GET /api/v1/admin/canonical_email_blocks"(call) {
    const page = await readListed<MailboxBlock>(call.ctx, pageOf(call, adminPage), mailboxes);
    return paged(call, page, page.items.map(mailboxEntity));
  },

  async "GET /api/v1/admin/canonical_email_blocks/:id"({ ctx, path }) {
    const block = await readMailbox(ctx, idOf(path.id));
    if (block === null) throw Refusal.notFound();
    return json(mailboxEntity(block));
  },

  async "POST /api/v1/admin/canonical_email_blocks/test"({ ctx, params }) {
    const hash = canonicalEmailHash(params.required("email", 400));
    return json((await readMailboxByHash(ctx, hash)).map(mailboxEntity));
  },

  async "POST /api/v1/admin/canonical_email_blocks"({ ctx, viewer, params }) {
    const address = params.text("email")?.trim() ?? "";
    const hash = address === "" ? params.required("canonical_email_hash") : "";
    if (address === "" && !/^[0-9a-f]{64}$/i.test(hash))
      throw Refusal.invalid("canonical_email_hash", "is invalid");
    const blocked = await blockMailbox(ctx, viewer.accountId, address === "" ? { hash } : { address });
    if (!blocked.ok) throw refuse(blocked.error);
    return json(mailboxEntity(blocked.value));
  },

  async "DELETE /api/v1/admin/canonical_email_blocks/:id"({ ctx, viewer, path }) {
    const removed = await unblockMailbox(ctx, viewer.accountId, idOf(path.id));
    if (!removed.ok) throw refuse(removed.error);
    return nothing;
  },
};

const DAY_MS = 86_400_000;

/** Mastodon's Admin::EmailDomainBlock, with a week of attempts, today first. */
async function domainEntities(ctx: ApiCtx, blocks: readonly EmailDomainBlock[]) {
  const ids = blocks.map((block) => block.id);
  const attempts = ids.length === 0 ? [] : await readAttempts(ctx, ids);
  const today = Math.floor(ctx.clock.now().getTime() / DAY_MS) * DAY_MS;
  const days = Array.from({ length: 7 }, (_, ago) => new Date(today - ago * DAY_MS));
  return blocks.map(({ id, domain, allowWithApproval, createdAt }) => ({
    id,
    domain,
    created_at: createdAt.toISOString(),
    allow_with_approval: allowWithApproval,
    history: days.map((day) => {
      const name = day.toISOString().slice(0, 10);
      const counted = attempts.find((attempt) => attempt.blockId === id && attempt.day === name);
      return {
        day: String(day.getTime() / 1_000),
        accounts: String(counted?.addresses ?? 0),
        uses: String(counted?.attempts ?? 0),
      };
    }),
  }));
}

/** Mastodon's Admin::CanonicalEmailBlock. */
function mailboxEntity({ id, emailHash }: MailboxBlock) {
  return { id, canonical_email_hash: emailHash };
}
