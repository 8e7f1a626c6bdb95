import ipaddr from "ipaddr.js";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { canonicalEmailHash, emailDomain } from "./canonical-email.ts";
import { noteAttempt, readObstacles } from "./store/obstacles.ts";

export type SignUpError = { type: "signup/address-blocked" } | { type: "signup/email-blocked" };

/**
 * Whether somebody may join from where and with what they come: networks, e-mail domains (with their subdomains) and
 * mailboxes that are blocked.
 *
 * @param input.email null where none is asked for
 * @param input.address where the request came from
 * @returns whether a moderator must approve the account first, however the node takes others in
 * @example const allowed = await maySignUp(ctx, { email, address: call.request.address });
 */
export async function maySignUp(
  ctx: Pick<Ctx, "sql" | "clock">,
  { email, address }: { email: string | null; address: string | null },
): Promise<Result<{ needsApproval: boolean }, SignUpError>> {
  const domain = email === null ? null : emailDomain(email);
  const from = address !== null && ipaddr.isValid(address) ? address : null;
  const { network, emailDomainBlock, isMailboxBlocked, isDomainFiltered } = await readObstacles(ctx, {
    address: from,
    domains: domain === null ? [] : withParents(domain),
    emailHash: email === null ? null : canonicalEmailHash(email),
  });
  if (emailDomainBlock !== null) await noteAttempt(ctx, emailDomainBlock.id, from ?? "::");
  if (network === "no_access" || network === "sign_up_block") return err({ type: "signup/address-blocked" });
  if (isMailboxBlocked || isDomainFiltered || emailDomainBlock?.allowWithApproval === false)
    return err({ type: "signup/email-blocked" });
  return ok({ needsApproval: network === "sign_up_requires_approval" || emailDomainBlock !== null });
}

/** `mail.example.org`, `example.org`, `org`. */
function withParents(domain: string): string[] {
  const labels = domain.split(".");
  return labels.map((_, at) => labels.slice(at).join("."));
}
