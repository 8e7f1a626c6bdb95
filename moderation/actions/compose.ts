import { type Filter, isFilter } from "../filter.ts";
import type { Condition } from "./effects.ts";
import type { ActionKind, ActionParams } from "./kind.ts";

/** An action that is in force: neither undone nor over. */
interface InForce {
  readonly id: string;
  readonly kind: ActionKind;
  readonly params: ActionParams;
}

/**
 * What a subject is to be like. It follows from the set of actions in force alone: neither the order in which they were
 * taken counts, nor what was undone in between, so undoing one leaves exactly what the others ask for.
 *
 * @example compose([{ id, kind: "limit", params: {} }]).isLimited // true
 */
export function compose(actions: readonly InForce[]): Condition {
  const inOrder = actions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const has = (kind: ActionKind) => actions.some((action) => action.kind === kind);
  const asked = inOrder.flatMap(({ kind, params }) => (kind === "filter" ? (params.filters ?? []) : []));
  const filters = [...new Set(asked.filter((name): name is Filter => isFilter(name)))].toSorted();
  const labels = inOrder.flatMap(({ kind, params }) =>
    kind === "label" && params.label ? [params.label] : [],
  );
  return {
    labels: [...new Set(labels)].toSorted(),
    notes: inOrder.flatMap(({ id, kind, params }) => (kind === "note" ? noteOf(id, params) : [])),
    isSensitive: has("sensitive"),
    filters,
    isLimited: has("limit"),
    isHeld: has("hold"),
    isRemoved: has("remove"),
    isFrozen: has("freeze"),
    isSuspended: has("suspend"),
    isDefederated: has("defederate"),
  };
}

function noteOf(actionId: string, { note, contextNote }: ActionParams): Condition["notes"] {
  if (contextNote !== undefined) return [{ actionId, contextNote }];
  return note ? [{ actionId, text: note }] : [];
}
