import ipaddr from "ipaddr.js";
import { normaliseDomain } from "#protocol/ids/domain.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { record } from "../admin/audit.ts";
import type { Ctx } from "../context.ts";
import { canonicalEmailHash } from "./canonical-email.ts";
import {
  deleteEmailDomain,
  deleteMailbox,
  type EmailDomainBlock,
  insertEmailDomain,
  insertMailbox,
  type MailboxBlock,
} from "./store/emails.ts";
import {
  changeNetworkBlock,
  deleteNetworkBlock,
  insertNetworkBlock,
  type NetworkBlock,
  readNetworkBlock,
} from "./store/networks.ts";

export type BlockSignUpError =
  | { type: "signup/domain-invalid" }
  | { type: "signup/domain-taken" }
  | { type: "signup/mailbox-taken" }
  | { type: "signup/network-invalid" }
  | { type: "signup/network-taken" }
  | { type: "signup/block-not-found" };

type Deps = Pick<Ctx, "db" | "ids" | "clock">;

/** Nobody joins with an e-mail address of this domain or one under it, unless a moderator approves each. */
export async function blockEmailDomain(
  ctx: Deps,
  by: string,
  domain: string,
  { allowWithApproval = false }: { allowWithApproval?: boolean } = {},
): Promise<Result<EmailDomainBlock, BlockSignUpError>> {
  const name = normaliseDomain(domain.replace(/^@/, ""));
  if (name === null || name.includes(":")) return err({ type: "signup/domain-invalid" });
  const block = { id: ctx.ids.next(), domain: name, allowWithApproval, createdAt: ctx.clock.now() };
  return orRollBack<EmailDomainBlock, BlockSignUpError>(ctx, async (tx) => {
    if (!(await insertEmailDomain(tx, block))) return err({ type: "signup/domain-taken" });
    await record(ctx, tx, {
      by,
      action: "email-domain.blocked",
      target: name,
      details: { allowWithApproval },
    });
    return ok(block);
  });
}

export function unblockEmailDomain(ctx: Deps, by: string, id: string) {
  return orRollBack<undefined, BlockSignUpError>(ctx, async (tx) => {
    const block = await deleteEmailDomain(tx, id);
    if (block === null) return err({ type: "signup/block-not-found" });
    await record(ctx, tx, { by, action: "email-domain.unblocked", target: block.domain });
    return ok();
  });
}

/** Nobody joins with this e-mail address, in whatever spelling. @param email an address, or the hash of one */
export function blockMailbox(
  ctx: Deps,
  by: string,
  email: { address: string } | { hash: string },
): Promise<Result<MailboxBlock, BlockSignUpError>> {
  const emailHash = "hash" in email ? email.hash.toLowerCase() : canonicalEmailHash(email.address);
  const block = { id: ctx.ids.next(), emailHash, createdAt: ctx.clock.now() };
  return orRollBack<MailboxBlock, BlockSignUpError>(ctx, async (tx) => {
    if (!(await insertMailbox(tx, block))) return err({ type: "signup/mailbox-taken" });
    await record(ctx, tx, { by, action: "mailbox.blocked", target: emailHash });
    return ok(block);
  });
}

export function unblockMailbox(ctx: Deps, by: string, id: string) {
  return orRollBack<undefined, BlockSignUpError>(ctx, async (tx) => {
    const block = await deleteMailbox(tx, id);
    if (block === null) return err({ type: "signup/block-not-found" });
    await record(ctx, tx, { by, action: "mailbox.unblocked", target: block.emailHash });
    return ok();
  });
}

export interface NetworkTerms {
  /** An address or a network: `192.0.2.1`, `2001:db8::/32`. */
  network: string;
  severity: NetworkBlock["severity"];
  comment: string;
  expiresAt: Date | null;
}

/** Nobody joins from this network, or gets anything. */
export async function blockNetwork(
  ctx: Deps,
  by: string,
  terms: NetworkTerms,
): Promise<Result<NetworkBlock, BlockSignUpError>> {
  const network = networkOf(terms.network);
  if (network === null) return err({ type: "signup/network-invalid" });
  const block = { ...terms, id: ctx.ids.next(), network, createdAt: ctx.clock.now() };
  return orRollBack<NetworkBlock, BlockSignUpError>(ctx, async (tx) => {
    const stored = await insertNetworkBlock(tx, block);
    if (stored === null) return err({ type: "signup/network-taken" });
    const { severity, comment, expiresAt } = stored;
    await record(ctx, tx, {
      by,
      action: "network.blocked",
      target: network,
      details: { severity, comment, expiresAt },
    });
    return ok(stored);
  });
}

export async function changeNetwork(
  ctx: Deps,
  by: string,
  id: string,
  changes: Partial<NetworkTerms>,
): Promise<Result<NetworkBlock, BlockSignUpError>> {
  const network = changes.network === undefined ? undefined : networkOf(changes.network);
  if (network === null) return err({ type: "signup/network-invalid" });
  return orRollBack<NetworkBlock, BlockSignUpError>(ctx, async (tx) => {
    const before = await readNetworkBlock(tx, id);
    if (before === null) return err({ type: "signup/block-not-found" });
    const after = { ...before, ...changes, network: network ?? before.network };
    const stored = await changeNetworkBlock(tx, after);
    if (stored === null) return err({ type: "signup/network-taken" });
    await record(ctx, tx, { by, action: "network.changed", target: stored.network, details: { before } });
    return ok(stored);
  });
}

export function unblockNetwork(ctx: Deps, by: string, id: string) {
  return orRollBack<undefined, BlockSignUpError>(ctx, async (tx) => {
    const block = await deleteNetworkBlock(tx, id);
    if (block === null) return err({ type: "signup/block-not-found" });
    await record(ctx, tx, { by, action: "network.unblocked", target: block.network, details: { block } });
    return ok();
  });
}

/** As the database writes it: the first address of the network, with its length. Null for something else. */
function networkOf(text: string): string | null {
  const given = text.trim();
  const [address = "", bits] = given.split("/");
  if (!ipaddr.isValid(address) || (bits !== undefined && !ipaddr.isValidCIDR(given))) return null;
  const parsed = ipaddr.process(address);
  const length = bits === undefined ? (parsed.kind() === "ipv4" ? 32 : 128) : Number(bits);
  if (parsed.kind() === "ipv4" && length > 32) return null;
  const cidr = `${parsed.toString()}/${length}`;
  const family = parsed.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${family.networkAddressFromCIDR(cidr).toString()}/${length}`;
}
