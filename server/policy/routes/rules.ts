import { z } from "zod";
import { factNames, factOf } from "#moderation/policy/fact-table.ts";
import { compareVersions, listVersions, readPolicy } from "#moderation/policy/read-policy.ts";
import {
  changeRule,
  checkPolicy,
  rollBackTo,
  type SavePolicyError,
  savePolicy,
} from "#moderation/policy/save.ts";
import { readStarterPolicy } from "#moderation/policy/starter.ts";
import type { Result } from "#protocol/result.ts";
import type { Routes } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { ApiCtx } from "../../context.ts";
import { described } from "../../desk/described.ts";
import { moderationOf } from "../../desk/moderation.ts";
import {
  diff,
  diffEntity,
  problem,
  problemEntity,
  rule,
  ruleEntity,
  version,
  versionEntity,
} from "./shapes.ts";

const format = z.enum(["yaml", "json"]).default("yaml");
/** The text, or a file with it: a body of JSON is at most a mebibyte. */
const text = { text: z.string().optional(), file: z.instanceof(File).optional(), format };
const number = z.coerce.number().int().min(0).max(2_147_483_647);
const saving = {
  note: z.string().max(1_000).default(""),
  based_on: number.optional().describe("The version that was looked at; one saved since is a conflict"),
};
const saved = z.object({ version, diff });

async function textOf({
  text,
  file,
}: {
  text?: string | undefined;
  file?: File | undefined;
}): Promise<string> {
  const given = text ?? (await file?.text());
  if (given === undefined) throw Refusal.blank("text");
  return given;
}

/** Whoever saves rules sees them hold at once; other processes within ten seconds. */
async function answer(
  ctx: Pick<ApiCtx, "rules">,
  done: Result<Parameters<typeof diffAnswer>[0], SavePolicyError>,
) {
  if (!done.ok) throw refuse(done.error);
  await ctx.rules.refresh();
  return diffAnswer(done.value);
}

const diffAnswer = ({
  version: made,
  diff: difference,
}: {
  version: Parameters<typeof versionEntity>[0];
  diff: Parameters<typeof diffEntity>[0];
}) => ({ version: versionEntity(made), diff: diffEntity(difference) });

const numberOf = (written: string | undefined): number => {
  const read = number.safeParse(written);
  if (!read.success) throw Refusal.notFound();
  return read.data;
};

/** The rules of the node: their text, their versions, and each by itself. */
export const policyRuleRoutes: Routes = {
  "GET /api/folkmoot/v1/policy": described(
    {
      summary: "The rules that hold, as they were written and as they were understood",
      permission: "policy.read",
      output: z.object({ version: version.nullable(), text: z.string(), rules: z.array(rule) }),
    },
    async ({ ctx }) => {
      const held = await readPolicy(moderationOf(ctx));
      return {
        version: held && versionEntity(held),
        text: held?.source ?? "",
        rules: held?.rules.rules.map(ruleEntity) ?? [],
      };
    },
  ),

  "PUT /api/folkmoot/v1/policy": described(
    {
      summary: "Puts a text in the place of all rules. One with an error is refused whole",
      permission: "policy.change",
      input: z.strictObject({ ...text, ...saving }),
      output: saved,
    },
    async ({ ctx, viewer }, { format, note, based_on: basedOn = null, ...given }) =>
      answer(
        ctx,
        await savePolicy(moderationOf(ctx), viewer.accountId, {
          text: await textOf(given),
          format,
          note,
          basedOn,
        }),
      ),
  ),

  "POST /api/folkmoot/v1/policy/check": described(
    {
      summary: "What is wrong with a text of rules. Nothing is saved",
      permission: "policy.read",
      input: z.strictObject(text),
      output: z.object({ valid: z.boolean(), problems: z.array(problem), rules: z.array(rule) }),
    },
    async ({ ctx }, { format, ...given }) => {
      const checked = await checkPolicy(moderationOf(ctx), { text: await textOf(given), format });
      return {
        valid: checked.ok,
        problems: checked.ok ? [] : checked.error.map(problemEntity),
        rules: checked.ok ? checked.value.rules.map(ruleEntity) : [],
      };
    },
  ),

  "GET /api/folkmoot/v1/policy/starter": described(
    {
      summary: "A policy to begin with",
      permission: "policy.read",
      output: z.object({ text: z.string(), format: z.literal("yaml") }),
    },
    async () => ({ text: await readStarterPolicy(), format: "yaml" as const }),
  ),

  "GET /api/folkmoot/v1/policy/facts": described(
    {
      summary: "What conditions can ask about",
      permission: "policy.read",
      output: z.array(z.object({ name: z.string(), kind: z.enum(["number", "text", "flag", "list"]) })),
    },
    () => factNames.flatMap((name) => ({ name, kind: factOf(name)?.kind ?? "text" })),
  ),

  "GET /api/folkmoot/v1/policy/versions": described(
    {
      summary: "Every state that the rules were in, the newest first",
      permission: "policy.read",
      input: z.strictObject({
        before: number.optional(),
        limit: z.coerce.number().int().min(1).max(100).default(40),
      }),
      output: z.array(version),
    },
    async ({ ctx }, { before = null, limit }) =>
      (await listVersions(moderationOf(ctx), { before, limit })).map(versionEntity),
  ),

  "GET /api/folkmoot/v1/policy/versions/:id": described(
    {
      summary: "A version, by its number",
      permission: "policy.read",
      output: z.object({ version, text: z.string(), rules: z.array(rule) }),
    },
    async ({ ctx, path }) => {
      const found = await readPolicy(moderationOf(ctx), numberOf(path.id));
      if (found === null) throw Refusal.notFound();
      return { version: versionEntity(found), text: found.source, rules: found.rules.rules.map(ruleEntity) };
    },
  ),

  "POST /api/folkmoot/v1/policy/versions/:id/restore": described(
    {
      summary: "Makes a version hold again, as a new one",
      permission: "policy.change",
      input: z.strictObject({ based_on: saving.based_on }),
      output: saved,
    },
    async ({ ctx, viewer, path }, { based_on: basedOn = null }) =>
      answer(ctx, await rollBackTo(moderationOf(ctx), viewer.accountId, numberOf(path.id), { basedOn })),
  ),

  "GET /api/folkmoot/v1/policy/diff": described(
    {
      summary: "What changed from one version to another; 0 is the one without rules",
      permission: "policy.read",
      input: z.strictObject({ from: number, to: number }),
      output: diff,
    },
    async ({ ctx }, { from, to }) => {
      const compared = await compareVersions(moderationOf(ctx), from, to);
      if (!compared.ok) throw refuse(compared.error);
      return diffEntity(compared.value);
    },
  ),

  "PUT /api/folkmoot/v1/policy/rules/:id": described(
    {
      summary: "Adds a rule, or writes one anew, in the form that it has in a file",
      permission: "policy.change",
      input: z.strictObject({ rule: z.record(z.string(), z.unknown()), ...saving }),
      output: saved,
    },
    async ({ ctx, viewer, path }, { rule: written, note, based_on: basedOn = null }) =>
      answer(
        ctx,
        await changeRule(
          moderationOf(ctx),
          viewer.accountId,
          path.id ?? "",
          { type: "put", rule: { ...written, id: path.id } },
          { note, basedOn },
        ),
      ),
  ),

  "PATCH /api/folkmoot/v1/policy/rules/:id": described(
    {
      summary: "Turns a rule on or off, or puts it on trial; the text stays as it is otherwise",
      permission: "policy.change",
      input: z.strictObject({
        enabled: z.boolean().optional(),
        mode: z.enum(["live", "dry"]).optional(),
        ...saving,
      }),
      output: saved,
    },
    async ({ ctx, viewer, path }, { enabled, mode, note, based_on: basedOn = null }) => {
      const members = { ...(enabled !== undefined && { enabled }), ...(mode !== undefined && { mode }) };
      const change = { type: "set", members } as const;
      return answer(
        ctx,
        await changeRule(moderationOf(ctx), viewer.accountId, path.id ?? "", change, { note, basedOn }),
      );
    },
  ),

  "DELETE /api/folkmoot/v1/policy/rules/:id": described(
    {
      summary: "Takes a rule out",
      permission: "policy.change",
      input: z.strictObject(saving),
      output: saved,
    },
    async ({ ctx, viewer, path }, { note, based_on: basedOn = null }) =>
      answer(
        ctx,
        await changeRule(
          moderationOf(ctx),
          viewer.accountId,
          path.id ?? "",
          { type: "remove" },
          { note, basedOn },
        ),
      ),
  ),
};
