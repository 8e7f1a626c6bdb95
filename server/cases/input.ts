import { z } from "zod";
import type { CaseFilter } from "#moderation/cases/filter.ts";
import { type Category, categories, type Severity } from "#moderation/category.ts";
import { subjectKinds } from "#moderation/subject.ts";
import type { Viewer } from "../api/viewer.ts";

export const yes = z
  .union([z.boolean(), z.enum(["true", "false", "1", "0"])])
  .transform((value) => ["true", "1"].includes(String(value)));

export const category = z.enum(Object.keys(categories) as [Category, ...Category[]]);

export const severity = z.coerce
  .number()
  .int()
  .min(0)
  .max(4)
  .transform((level) => level as Severity);

/** The queue's filter, as parameters. */
export const filterShape = {
  ids: z.array(z.uuid()).max(500).optional(),
  state: z.enum(["unfinished", "open", "waiting", "closed", "decided", "dismissed"]).optional(),
  category: category.optional(),
  severity: severity.optional(),
  subject: z.enum(subjectKinds).optional(),
  /** An account's id, `me` or `nobody`. */
  assigned_to: z.union([z.uuid(), z.enum(["me", "nobody"])]).optional(),
  community_id: z.uuid().optional(),
  /** A domain, or `local`. */
  domain: z.string().max(255).optional(),
  account_id: z.uuid().optional(),
  wave_id: z.uuid().optional(),
  overdue: yes.optional(),
  text: z.string().max(200).optional(),
  rule: z.string().max(300).optional(),
};

const filterSchema = z.strictObject(filterShape);

export function filterOf(
  input: z.output<typeof filterSchema>,
  { accountId }: Pick<Viewer, "accountId">,
): CaseFilter {
  const { assigned_to, community_id, domain, account_id, wave_id, overdue, ...same } = input;
  const to = assigned_to === "me" ? accountId : assigned_to === "nobody" ? null : assigned_to;
  const filter = {
    ...same,
    assignedTo: to,
    communityId: community_id,
    domain: domain === "local" ? null : domain?.toLowerCase(),
    accountId: account_id,
    waveId: wave_id,
    isOverdue: overdue,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
