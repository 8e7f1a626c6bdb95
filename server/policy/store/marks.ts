import { type Runner, run } from "../../platform/statement.ts";

/** What rules and filters remember of a post, or rules of an account. */
export interface Marks {
  filters: string[];
  labels: string[];
}

const tables = {
  post: "select filters, labels from post_filters where post_id = $1::uuid",
  account: `select rule_filters as filters, rule_labels as labels from accounts where id = $1::uuid`,
};

export async function readMarks(on: Runner, kind: keyof typeof tables, id: string): Promise<Marks> {
  const [row] = await run<Marks>(on, tables[kind], [id]);
  return row ?? { filters: [], labels: [] };
}

/** What moderators want of the post stays. */
export async function clearPostMarks(on: Runner, id: string): Promise<void> {
  await run(on, "delete from post_filters where post_id = $1::uuid and acted = '{}'", [id]);
  await run(on, "update post_filters set filters = '{}', labels = '{}' where post_id = $1::uuid", [id]);
}

export async function clearAccountMarks(on: Runner, id: string): Promise<void> {
  await run(on, "update accounts set rule_filters = '{}', rule_labels = '{}' where id = $1::uuid", [id]);
}

/** Takes a warning away that is word for word that one. @returns whether it was there */
export async function clearWarning(on: Runner, postId: string, warning: string): Promise<boolean> {
  const rows = await run(
    on,
    "update posts set warning = null where id = $1::uuid and warning = $2::text returning id",
    [postId, warning],
  );
  return rows.length > 0;
}
