import { isId } from "../../api/ids.ts";
import type { Params } from "../../api/params.ts";
import { Refusal } from "../../api/refusal.ts";
import type { ApiCtx } from "../../context.ts";
import type { FilterDraft, KeywordChange } from "../filters.ts";
import { type FilterAction, filterActions } from "../model.ts";

const TEN_YEARS = 315_360_000;

/** What a request says of a filter as a whole, but its name; what it says nothing of is left out. */
export function draftOf(ctx: Pick<ApiCtx, "clock">, params: Params): Partial<Omit<FilterDraft, "title">> {
  const action = actionOf(params);
  return {
    ...(params.has("context") && { contexts: params.list("context", 50) }),
    ...(action !== null && { action }),
    ...(params.has("expires_in") && { expiresAt: expiryOf(ctx, params) }),
  };
}

/** In seconds from now; nothing is never. */
function expiryOf({ clock }: Pick<ApiCtx, "clock">, params: Params): Date | null {
  if ((params.text("expires_in") ?? "").trim() === "") return null;
  const seconds = params.whole("expires_in", { least: 0, most: TEN_YEARS }) ?? 0;
  return new Date(clock.now().getTime() + seconds * 1_000);
}

/** `irreversible` is the first version's word for it. */
function actionOf(params: Params): FilterAction | null {
  const irreversible = params.flag("irreversible");
  if (irreversible !== null) return irreversible ? "hide" : "warn";
  const given = params.text("filter_action");
  const action = filterActions.find((each) => each === given);
  if (given && action === undefined)
    throw new Refusal(422, `'${given.slice(0, 100)}' is not a valid filter_action`);
  return action ?? null;
}

/** `keywords_attributes[][keyword]=...`; those that say nothing are passed over. */
export function keywordsOf(params: Params): KeywordChange[] {
  return params.nestedList("keywords_attributes").flatMap((each) => {
    const isBlank = each.names().every((name) => (each.text(name) ?? "").trim() === "");
    return isBlank ? [] : [keywordOf(each)];
  });
}

export function keywordOf(params: Params): KeywordChange {
  const [given, keyword, wholeWord] = [
    params.text("id") || null,
    params.text("keyword"),
    params.flag("whole_word"),
  ];
  if (given !== null && !isId(given)) throw Refusal.notFound();
  return {
    id: given?.toLowerCase() ?? null,
    ...(keyword !== null && { keyword }),
    ...(wholeWord !== null && { wholeWord }),
    remove: params.flag("_destroy") ?? false,
  };
}
