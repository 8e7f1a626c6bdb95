import { createHash } from "node:crypto";
import { ensureNodeActor } from "../accounts/node-actor.ts";
import type { Ctx } from "../context.ts";
import { letIn } from "../notifications/let-in.ts";
import { openGate } from "../policy/gate-port.ts";
import { createPost } from "../posts/create.ts";
import { findPostIri } from "../posts/find.ts";
import type { Correspondent } from "./store/people.ts";

export type LetterDeps = Pick<
  Ctx,
  "clock" | "ids" | "uris" | "handleHost" | "limits" | "db" | "sql" | "outbox" | "resolve" | "log"
>;

/**
 * A direct message from the node's own account, which every client understands, and every server that has people. It comes
 * through whatever the policy of an account here says about strangers, as it was asked for. Sent again under the same name it
 * does nothing.
 *
 * @param letter.text without handles: nobody else may be mentioned
 * @returns the message's IRI; null where it could not be sent
 */
export async function sendLetter(
  ctx: LetterDeps,
  letter: { to: Correspondent; text: string; name: string; at: Date },
): Promise<string | null> {
  const { to, text, name, at } = letter;
  const id = idOf(at, name);
  const before = await findPostIri(ctx.sql, id);
  if (before !== null) return before;
  const from = await ensureNodeActor(ctx);
  if (to.isHere) await letIn(ctx, to.id, from);
  // What the node itself has to say is nobody's to hold.
  const sent = await createPost(
    { ...ctx, policy: openGate },
    {
      id,
      accountId: from,
      visibility: "direct",
      text: `@${to.handle} ${text}`.slice(0, ctx.limits.maxPostChars),
      allowedMentions: [to.id],
    },
  );
  if (sent.ok) return sent.value.iri;
  ctx.log.warn({ error: sent.error, letter: name }, "a reporter could not be told");
  return null;
}

/** A UUIDv7 of a time that is the same whenever it is made for the same name. */
function idOf(at: Date, name: string): string {
  const time = at.getTime().toString(16).padStart(12, "0");
  const hash = createHash("sha256").update(name).digest("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
