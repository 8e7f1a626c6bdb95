import type { Statements } from "../../ports.ts";
import type { TrainingCase } from "../training/case.ts";

export interface AnswerRow {
  readonly trainingCase: string;
  readonly verdict: string;
  readonly isRight: boolean;
  /** How often they have tried. */
  readonly tries: number;
  readonly at: Date;
}

/** What this node trains with beside what comes with the software. */
export function readOwnCases(on: Statements): Promise<TrainingCase[]> {
  return on.run<TrainingCase>(
    `select id::text, language, category, text, rule, verdicts, why from training_cases where retired_at is null
     order by id limit 200`,
    [],
  );
}

export function readAnswers(on: Statements, accountId: string): Promise<AnswerRow[]> {
  return on.run<AnswerRow>(
    `select training_case as "trainingCase", verdict, is_right as "isRight", tries, at from training_answers
     where account_id = $1::uuid order by at`,
    [accountId],
  );
}

export async function saveAnswer(
  on: Statements,
  accountId: string,
  { trainingCase, verdict, isRight, at }: Omit<AnswerRow, "tries">,
): Promise<void> {
  await on.run(
    `insert into training_answers (account_id, training_case, verdict, is_right, at)
     values ($1::uuid, $2::text, $3::text, $4::boolean, $5::timestamptz)
     on conflict (account_id, training_case) do update set verdict = excluded.verdict, is_right = excluded.is_right,
       tries = training_answers.tries + 1, at = excluded.at`,
    [accountId, trainingCase, verdict, isRight, at],
  );
}

export async function insertTrainingCase(
  on: Statements,
  { createdBy, createdAt, ...made }: TrainingCase & { createdBy: string | null; createdAt: Date },
): Promise<void> {
  await on.run(
    `insert into training_cases (id, language, category, text, rule, verdicts, why, created_by, created_at)
     values ($1::uuid, $2::text, $3::text, $4::text, $5::text, array(select jsonb_array_elements_text($6::jsonb)), $7::text,
       $8::uuid, $9::timestamptz)`,
    [
      made.id,
      made.language,
      made.category,
      made.text,
      made.rule,
      JSON.stringify(made.verdicts),
      made.why,
      createdBy,
      createdAt,
    ],
  );
}

/** @returns whether it was in use until now */
export async function retireTrainingCase(on: Statements, id: string, at: Date): Promise<boolean> {
  const rows = await on.run(
    "update training_cases set retired_at = $2::timestamptz where id = $1::uuid and retired_at is null returning id",
    [id, at],
  );
  return rows.length > 0;
}
