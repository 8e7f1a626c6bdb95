import { findLogin } from "../accounts/login.ts";
import { networkOf } from "../api/limits/network.ts";
import type { Ctx } from "../context.ts";
import { readSignInAddresses } from "./store/sessions.ts";

/**
 * Whether the owner of an account has signed in from this network: with a browser that is signed in still, or the last two
 * times.
 *
 * @param name as it is signed in with
 */
export async function isKnownNetwork(
  ctx: Pick<Ctx, "db" | "sql" | "handleHost">,
  name: string,
  address: string,
): Promise<boolean> {
  const network = networkOf(address);
  const found = network === "unknown" ? null : await findLogin(ctx, name);
  if (found === null) return false;
  const addresses = await readSignInAddresses(ctx.sql, found.account.id);
  return addresses.some((each) => networkOf(each) === network);
}
