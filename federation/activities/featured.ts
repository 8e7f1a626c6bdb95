import type { Intake } from "../ports.ts";
import { type Inbound, type InboundDeps, ignored } from "./handler.ts";

/** Add to and Remove from one's featured collection: pins. Other collections, such as a community's moderators, are read from the actor. */
export async function receivePin(
  deps: InboundDeps,
  { activity, actor }: Inbound,
  pinned: boolean,
): Promise<Intake> {
  const { ports, resolver } = deps;
  const target = activity.target?.iri ?? null;
  if (target === null || target !== actor.featured) return ignored("collection/no-effect");
  const post = activity.objects[0]?.iri ?? null;
  if (post === null) return ignored("activity/no-object");
  if (pinned && !(await ports.posts.knows(post))) {
    const fetched = await resolver.fetchPost(post);
    if (!fetched.ok) return ignored(fetched.error.type);
  }
  return ports.intake.pin({ by: actor, post, pinned });
}
