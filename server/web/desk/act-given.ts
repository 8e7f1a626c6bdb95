import { type ActionKind, type ActionParams, actionKinds } from "#moderation/actions/kind.ts";
import { type Category, isCategory } from "#moderation/category.ts";
import { isFilter } from "#moderation/filter.ts";
import { type SubjectKind, subjectKinds } from "#moderation/subject.ts";

/** What was chosen and written in the form by which moderators act. */
export interface ActGiven {
  kind: ActionKind | null;
  /** To what it is done; null for what the case is about. */
  on: SubjectKind | null;
  params: ActionParams;
  days: number;
  endsAt: Date | null;
  category: Category | null;
  ruleIds: readonly string[];
  facts: string;
  text: string;
  isTold: boolean;
  closes: boolean;
}

export const nothingGiven: ActGiven = {
  kind: null,
  on: null,
  params: {},
  days: 0,
  endsAt: null,
  category: null,
  ruleIds: [],
  facts: "",
  text: "",
  isTold: true,
  closes: true,
};

const DAY_MS = 86_400_000;
const MAX_DAYS = 3_650;

/** Fields of the form; what makes no sense is as if it were not there. */
export function readGiven(form: FormData, now: Date): ActGiven {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.replaceAll("\r\n", "\n").trim() : "";
  };
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === "string");
  const kind = Object.hasOwn(actionKinds, text("kind")) ? (text("kind") as ActionKind) : null;
  const category = text("category");
  const days = /^\d{1,4}$/.test(text("days")) ? Math.min(Number(text("days")), MAX_DAYS) : 0;
  return {
    kind,
    on: subjectKinds.find((each) => each === text("on")) ?? null,
    // What another kind needs is left out, so that it is not told.
    params: {
      ...(kind === "label" && { label: text("label").toLowerCase() }),
      ...(kind === "note" && { note: text("note") }),
      ...(kind === "filter" && { filters: texts("filter").filter(isFilter) }),
    },
    days,
    endsAt: days === 0 ? null : new Date(now.getTime() + days * DAY_MS),
    category: isCategory(category) ? category : null,
    ruleIds: texts("rule").slice(0, 50),
    facts: text("facts"),
    text: text("text"),
    isTold: text("tell") === "yes",
    closes: text("close") === "yes",
  };
}
