import type { IntakePort } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { receiveAccountDeletion } from "./delete.ts";

/**
 * What other servers do to their accounts.
 *
 * @param forget drops an account from the memory of the account port
 */
export function createAccountIntake(
  ctx: Pick<Ctx, "db" | "clock" | "outbox">,
  { forget }: { forget(iri: string): void },
): Pick<IntakePort, "deleteAccount"> {
  return {
    async deleteAccount(account) {
      const intake = await receiveAccountDeletion(ctx, account);
      forget(account.iri);
      return intake;
    },
  };
}
