import { withPosts } from "../films.ts";
import type { Intake } from "../ports.ts";
import { accept } from "./accept/inbound.ts";
import { add } from "./add/inbound.ts";
import { announce } from "./announce/inbound.ts";
import { block } from "./block/inbound.ts";
import { create } from "./create/inbound.ts";
import { deletion } from "./delete/inbound.ts";
import { dislike } from "./dislike/inbound.ts";
import { emojiReact } from "./emoji-react/inbound.ts";
import { flag } from "./flag/inbound.ts";
import { follow } from "./follow/inbound.ts";
import { type ActivityHandler, type Inbound, type InboundDeps, ignored } from "./handler.ts";
import { like } from "./like/inbound.ts";
import { move } from "./move/inbound.ts";
import { quoteRequest } from "./quote-request/inbound.ts";
import { reject } from "./reject/inbound.ts";
import { remove } from "./remove/inbound.ts";
import { resolve } from "./resolve/inbound.ts";
import { undo } from "./undo/inbound.ts";
import { update } from "./update/inbound.ts";

/** Every activity that has an effect here. Others are accepted and ignored. */
const activities: readonly ActivityHandler[] = [
  accept,
  add,
  announce,
  block,
  create,
  deletion,
  dislike,
  emojiReact,
  flag,
  follow,
  like,
  move,
  quoteRequest,
  reject,
  remove,
  resolve,
  undo,
  update,
];

const byType = new Map(activities.map((handler) => [handler.type, handler]));

export function hasEffect(type: string): boolean {
  return byType.has(type);
}

/** Hands an activity to its handler. What a suspended or deleted account does has no effect. */
export function dispatch(deps: Omit<InboundDeps, "dispatch">, inbound: Inbound): Promise<Intake> {
  const handler = byType.get(inbound.activity.type);
  if (handler === undefined) return Promise.resolve(ignored("type/no-effect"));
  if (inbound.actor.state !== "active") return Promise.resolve(ignored(`account/${inbound.actor.state}`));
  const activity = withPosts(deps.ports.uris, inbound.activity);
  return handler.receive({ ...deps, dispatch: (inner) => dispatch(deps, inner) }, { ...inbound, activity });
}
