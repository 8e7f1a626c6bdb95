import { json, type Routes } from "../api/call.ts";
import { isId } from "../api/ids.ts";
import type { Params } from "../api/params.ts";
import { Refusal } from "../api/refusal.ts";
import { dimensionSubject, type Ranked, readDimension } from "./dimensions.ts";
import { type Measure, measure, subjectOf } from "./measures.ts";
import { type Period, periodOf } from "./period.ts";
import { type Cohort, type Frequency, readRetention } from "./retention.ts";
import { humanSize } from "./space.ts";

const MOST_KEYS = 30;
const LONGEST_RANKING = 100;

export const measureRoutes: Routes = {
  async "POST /api/v1/admin/measures"({ ctx, params }) {
    const period = givenPeriod(params);
    const wanted = wantedOf(params, subjectOf);
    const measures = wanted.map(({ key, about }) => measure(ctx, key, period, about));
    return json((await Promise.all(measures)).map(measureEntity));
  },

  async "POST /api/v1/admin/dimensions"({ ctx, params }) {
    const period = givenPeriod(params, ctx.clock.now());
    const limit = params.whole("limit", { least: 1, most: LONGEST_RANKING }) ?? 10;
    const wanted = wantedOf(params, dimensionSubject);
    const rankings = await Promise.all(
      wanted.map(({ key, about }) => readDimension(ctx, key, { period, limit, about })),
    );
    return json(wanted.map(({ key }, at) => ({ key, data: (rankings[at] ?? []).map(rankedEntity) })));
  },

  async "POST /api/v1/admin/retention"({ ctx, params }) {
    const period = periodOf(params.text("start_at"), params.text("end_at"));
    const asked = params.text("frequency");
    if (period === null || asked === null) return json([]);
    const frequency: Frequency = asked === "month" ? "month" : "day";
    const cohorts = await readRetention(ctx, period, frequency);
    return json(cohorts.map((cohort) => cohortEntity(cohort, frequency)));
  },
};

const MONTH_MS = 30 * 86_400_000;

/** @param now the end of the month that is taken when nothing is said; without it something must be */
function givenPeriod(params: Params, now?: Date): Period {
  const isOpen = now !== undefined && !params.has("start_at") && !params.has("end_at");
  const period = isOpen
    ? periodOf(new Date(now.getTime() - MONTH_MS).toISOString(), now.toISOString())
    : periodOf(params.text("start_at"), params.text("end_at"));
  if (period === null) throw Refusal.invalid("start_at", "and end_at must be dates within a year");
  return period;
}

/** The keys that are asked for, with what each is about: `tag_uses[id]`, `instance_statuses[domain]`. */
function wantedOf(params: Params, subject: (key: string) => "id" | "domain" | null | undefined) {
  const keys = [...new Set(params.list("keys", MOST_KEYS))];
  return keys.flatMap((key): { key: string; about: string | null }[] => {
    const named = subject(key);
    if (named === undefined) return [];
    if (named === null) return [{ key, about: null }];
    const about = params.nested(key)?.text(named)?.trim().toLowerCase() ?? "";
    if (about === "") throw Refusal.blank(`${key}[${named}]`);
    // What is no id is no hashtag: nothing is counted.
    if (named === "id" && !isId(about)) return [{ key, about: null }];
    return [{ key, about }];
  });
}

/** Mastodon's Admin::Measure. */
function measureEntity({ key, unit, total, previousTotal, days }: Measure) {
  return {
    key,
    unit,
    total: String(total),
    ...(unit === "bytes" && { human_value: humanSize(total) }),
    ...(previousTotal !== null && { previous_total: String(previousTotal) }),
    data: days.map(({ day, value }) => ({ date: day.toISOString(), value: String(value) })),
  };
}

/** Mastodon's Admin::Dimension's data. */
function rankedEntity({ key, name, value, unit }: Ranked) {
  return {
    key,
    human_key: name,
    value,
    ...(unit === "bytes" && { unit, human_value: humanSize(Number(value)) }),
  };
}

/** Mastodon's Admin::Cohort. */
function cohortEntity({ from, retained }: Cohort, frequency: Frequency) {
  return {
    period: from.toISOString(),
    frequency,
    data: retained.map((each) => ({
      date: each.from.toISOString(),
      rate: each.rate,
      value: String(each.count),
    })),
  };
}
