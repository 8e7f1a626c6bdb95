import { type Runner, run } from "../platform/statement.ts";

export async function readAnswer<T>(on: Runner, key: string, since: Date): Promise<T | null> {
  const [row] = await run<{ answer: T }>(
    on,
    "select answer from translations where key = $1::text and created_at > $2::timestamptz",
    [key, since],
  );
  return row?.answer ?? null;
}

export async function keepAnswer(on: Runner, key: string, answer: object, now: Date): Promise<void> {
  await run(
    on,
    `insert into translations (key, answer, created_at) values ($1::text, $2::jsonb, $3::timestamptz)
     on conflict (key) do update set answer = excluded.answer, created_at = excluded.created_at`,
    [key, JSON.stringify(answer), now],
  );
}

export async function pruneAnswers(on: Runner, before: Date): Promise<void> {
  await run(on, "delete from translations where created_at < $1::timestamptz", [before]);
}
