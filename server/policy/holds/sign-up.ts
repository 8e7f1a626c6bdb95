import type { Because } from "#moderation/policy/verdict.ts";
import type { Ctx, Tx } from "../../context.ts";
import { hold } from "./hold.ts";

/** Days; a sign-up that nobody has looked at waits on, and can be looked at among those that ask to join. */
const SIGN_UP_DAYS = 365;

/** Notes why somebody who has joined waits for a moderator. */
export async function holdSignUp(
  ctx: Pick<Ctx, "clock" | "ids" | "sql" | "db">,
  tx: Tx,
  account: { id: string; iri: string; username: string; reason: string },
  because: readonly Because[],
): Promise<void> {
  const { id: accountId, iri: subjectIri, username, reason } = account;
  const content = { kind: "registration", username, reason } as const;
  await hold(
    ctx,
    tx,
    { kind: "registration", subjectIri, accountId, domain: null, content, because },
    SIGN_UP_DAYS,
  );
}
