import { err, ok, type Result } from "#protocol/result.ts";
import type { LookupError } from "./errors.ts";
import type { FetchDeps } from "./fetch.ts";
import { formatAcct, type Handle } from "./handles.ts";
import { lookupHandle } from "./webfinger.ts";

/** What an actor document says about its own name. */
export interface NamedActor {
  readonly id: string;
  readonly preferredUsername: string;
  /** FEP-2c59: the handle the actor itself claims, `ana@example.social`. */
  readonly webfinger?: string;
}

/**
 * The handle of an actor that came in without one (an activity's author, say): the claim in its document counts only
 * when WebFinger leads from it back to the very same actor. Split domains are found either way.
 *
 * @example await confirmHandle(deps, { id: "https://ap.example/u/1", preferredUsername: "ana" })
 */
export async function confirmHandle(
  deps: FetchDeps,
  actor: NamedActor,
): Promise<Result<Handle, LookupError>> {
  const host = URL.parse(actor.id)?.host ?? "";
  const claimed = actor.webfinger ?? formatAcct({ user: actor.preferredUsername, host });
  const found = await lookupHandle(deps, claimed);
  if (!found.ok) return found;
  if (found.value.self !== actor.id) {
    return err({ type: "webfinger/subject-mismatch", asked: claimed, answered: found.value.self });
  }
  return ok(found.value.subject);
}
