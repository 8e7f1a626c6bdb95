import { type Runner, run } from "../../platform/statement.ts";
import { storableJson } from "../../posts/storable.ts";
import type { HeldMarks, HeldProfile } from "../holds/content.ts";

export async function knowsPost(on: Runner, iri: string): Promise<boolean> {
  return (await run(on, "select from posts where iri = $1::text", [iri])).length > 0;
}

export async function setProfile(
  on: Runner,
  accountId: string,
  profile: HeldProfile & HeldMarks,
  now: Date,
): Promise<void> {
  await run(
    on,
    `update accounts set display_name = $2::text, bio_html = $3::text, fields = $4::jsonb, avatar_url = $5::text,
       header_url = $6::text, updated_at = $7::timestamptz,
       rule_filters = array(select jsonb_array_elements_text($8::jsonb)),
       rule_labels = array(select jsonb_array_elements_text($9::jsonb))
     where id = $1::uuid and domain is not null and state <> 'deleted'`,
    [
      accountId,
      profile.displayName,
      profile.bioHtml,
      storableJson(profile.fields),
      profile.avatarUrl,
      profile.headerUrl,
      now,
      JSON.stringify(profile.filters),
      JSON.stringify(profile.labels),
    ],
  );
}

/** A warning without a measure: what a moderator has to say to somebody. */
export async function insertWarning(
  on: Runner,
  warning: { id: string; targetId: string; accountId: string | null; text: string; at: Date },
): Promise<void> {
  await run(
    on,
    `insert into strikes (id, target_id, account_id, action, text, created_at)
     values ($1::uuid, $2::uuid, $3::uuid, 'none', $4::text, $5::timestamptz)`,
    [warning.id, warning.targetId, warning.accountId, warning.text, warning.at],
  );
}
