import {
  kindsOf,
  type NotificationType,
  notificationTypes,
  type ReactionType,
  reactionTypes,
} from "../../api/entities/notification.ts";
import { isId } from "../../api/ids.ts";
import type { Params } from "../../api/params.ts";
import { Refusal } from "../../api/refusal.ts";
import type { NotificationKind } from "../kinds.ts";
import type { Abilities } from "../render.ts";
import type { Wanted } from "../views.ts";

export const pageLimits = { usual: 40, most: 80 };
export const countLimits = { usual: 100, most: 1_000 };

/** What a client says that it can show. Naming reactions in any list of types is knowing them. */
export function abilitiesOf(params: Params): Abilities {
  const supported = params.has("supported_types") ? new Set(params.list("supported_types")) : null;
  const named = [
    ...(supported ?? []),
    ...["types", "exclude_types", "grouped_types"].flatMap((list) => params.list(list)),
  ];
  const reactions = reactionTypes.find((type) => named.includes(type)) ?? (supported && "reaction");
  return { reactions, supported };
}

/**
 * Which notifications a client asks for. Types that there are none of are passed over, as Mastodon does.
 *
 * @throws Refusal with 404 for an account that there cannot be
 */
export function wantedOf(params: Params, { reactions }: Abilities): Wanted {
  const asked = params.list("types");
  const excluded = new Set(params.list("exclude_types"));
  const types = notificationTypes.filter(
    (type) => (asked.length === 0 || asked.includes(type)) && !excluded.has(type),
  );
  const fromAccountId = params.text("account_id") || null;
  if (fromAccountId !== null && !isId(fromAccountId)) throw Refusal.notFound();
  return {
    kinds: types.flatMap((type) => kindsOf(type, reactions)),
    fromAccountId,
    withFiltered: params.flag("include_filtered") ?? false,
  };
}

const groupable: readonly NotificationType[] = ["favourite", "reblog", "follow", "admin.sign_up"];

/** The kinds that a client wants shown as one. */
export function groupedKindsOf(params: Params): NotificationKind[] {
  const asked = params.list("grouped_types");
  const types = groupable.filter((type) => asked.length === 0 || asked.includes(type));
  const reactions: ReactionType = "reaction";
  return types.flatMap((type) => kindsOf(type, reactions));
}
