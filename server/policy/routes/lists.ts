import { z } from "zod";
import {
  addEntries,
  changeList,
  createList,
  removeEntries,
  removeList,
} from "#moderation/policy/change-list.ts";
import { csvLine, readListFile } from "#moderation/policy/lists/file.ts";
import { type ListEntry, listKinds, type PolicyList } from "#moderation/policy/lists/list.ts";
import { foldings } from "#moderation/policy/match/fold.ts";
import { exportList, listLists, showList } from "#moderation/policy/read-list.ts";
import type { Routes } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { described } from "../../desk/described.ts";
import { moderationOf } from "../../desk/moderation.ts";

const list = z.object({
  name: z.string(),
  kind: z.enum(listKinds),
  description: z.string(),
  folding: z.enum(foldings),
  whole_words: z.boolean(),
  entries_count: z.number().int(),
  updated_at: z.iso.datetime(),
});

function listEntity({ name, kind, description, folding, wholeWords, entriesCount, updatedAt }: PolicyList) {
  return {
    name,
    kind,
    description,
    folding,
    whole_words: wholeWords,
    entries_count: entriesCount,
    updated_at: updatedAt.toISOString(),
  };
}

const entry = z.object({
  entry: z.string(),
  comment: z.string(),
  added_by: z.string().nullable(),
  added_at: z.iso.datetime(),
});

function entryEntity({ entry, comment, addedBy, addedAt }: ListEntry) {
  return { entry, comment, added_by: addedBy, added_at: addedAt.toISOString() };
}

const terms = {
  description: z.string().max(1_000),
  folding: z.enum(foldings).describe("How alike a word must be; each overlooks what those before it do"),
  whole_words: z.boolean(),
};

const added = z.object({
  list,
  added: z.number().int(),
  known: z.number().int(),
  refused: z.number().int(),
  examples: z.array(z.string()).describe("The first of those that were refused"),
});

/** Lists of words, domains, links, hashes and handles, by which rules ask. */
export const policyListRoutes: Routes = {
  "GET /api/folkmoot/v1/policy/lists": described(
    { summary: "Every list", permission: "policy.read", output: z.array(list) },
    async ({ ctx }) => (await listLists(moderationOf(ctx))).map(listEntity),
  ),

  "POST /api/folkmoot/v1/policy/lists": described(
    {
      summary: "Makes a list",
      permission: "policy.change",
      input: z.strictObject({
        name: z.string(),
        kind: z.enum(listKinds),
        description: terms.description.default(""),
        folding: terms.folding.default("confusables"),
        whole_words: terms.whole_words.default(true),
      }),
      output: list,
      status: 201,
    },
    async ({ ctx, viewer }, { whole_words: wholeWords, ...given }) => {
      const made = await createList(moderationOf(ctx), viewer.accountId, { ...given, wholeWords });
      if (!made.ok) throw refuse(made.error);
      return listEntity(made.value);
    },
  ),

  "GET /api/folkmoot/v1/policy/lists/:name": described(
    {
      summary: "A list with a page of its entries",
      permission: "policy.read",
      input: z.strictObject({
        q: z.string().optional().describe("Entries with this in them"),
        after: z.string().optional().describe("The last entry of the page before"),
        limit: z.coerce.number().int().min(1).max(1_000).default(100),
      }),
      output: z.object({ list, entries: z.array(entry) }),
    },
    async ({ ctx, path }, { q: containing = null, after = null, limit }) => {
      const shown = await showList(moderationOf(ctx), path.name ?? "", { after, containing, limit });
      if (shown === null) throw Refusal.notFound();
      return { list: listEntity(shown.list), entries: shown.entries.map(entryEntity) };
    },
  ),

  "PATCH /api/folkmoot/v1/policy/lists/:name": described(
    {
      summary: "Changes how a list's words are compared, or what it says of itself",
      permission: "policy.change",
      input: z.strictObject(terms).partial(),
      output: list,
    },
    async ({ ctx, viewer, path }, { description, folding, whole_words: wholeWords }) => {
      const given = {
        ...(description !== undefined && { description }),
        ...(folding !== undefined && { folding }),
        ...(wholeWords !== undefined && { wholeWords }),
      };
      const changed = await changeList(moderationOf(ctx), viewer.accountId, path.name ?? "", given);
      if (!changed.ok) throw refuse(changed.error);
      return listEntity(changed.value);
    },
  ),

  "DELETE /api/folkmoot/v1/policy/lists/:name": described(
    {
      summary: "Removes a list that no rule asks",
      permission: "policy.change",
      output: z.object({}),
    },
    async ({ ctx, viewer, path }) => {
      const removed = await removeList(moderationOf(ctx), viewer.accountId, path.name ?? "");
      if (!removed.ok) throw refuse(removed.error);
      return {};
    },
  ),

  "POST /api/folkmoot/v1/policy/lists/:name/entries": described(
    {
      summary: "Adds entries",
      permission: "policy.change",
      input: z.strictObject({
        entries: z.array(z.string()).min(1).max(10_000),
        comment: z.string().max(500).default(""),
      }),
      output: added,
    },
    async ({ ctx, viewer, path }, { entries, comment }) => {
      const given = entries.map((entry) => ({ entry, comment }));
      const done = await addEntries(moderationOf(ctx), viewer.accountId, path.name ?? "", given);
      if (!done.ok) throw refuse(done.error);
      return { ...done.value, list: listEntity(done.value.list), examples: [...done.value.examples] };
    },
  ),

  "DELETE /api/folkmoot/v1/policy/lists/:name/entries": described(
    {
      summary: "Takes entries off",
      permission: "policy.change",
      input: z.strictObject({ entries: z.array(z.string()).min(1).max(10_000) }),
      output: z.object({ list, removed: z.number().int() }),
    },
    async ({ ctx, viewer, path }, { entries }) => {
      const done = await removeEntries(moderationOf(ctx), viewer.accountId, path.name ?? "", entries);
      if (!done.ok) throw refuse(done.error);
      return { list: listEntity(done.value.list), removed: done.value.removed };
    },
  ),

  "POST /api/folkmoot/v1/policy/lists/:name/import": described(
    {
      summary:
        "Adds the entries of a file: one a line, or CSV. At most 20 MiB; larger ones by the command line",
      permission: "policy.change",
      input: z.strictObject({
        file: z.instanceof(File).optional(),
        text: z.string().optional(),
        replace: z.stringbool().or(z.boolean()).default(false).describe("Whether all other entries go"),
      }),
      output: added,
    },
    async ({ ctx, viewer, path }, { file, text, replace }) => {
      const content = text ?? (await file?.text());
      if (content === undefined) throw Refusal.blank("file");
      const entries = readListFile(content);
      const done = await addEntries(moderationOf(ctx), viewer.accountId, path.name ?? "", entries, {
        replace,
      });
      if (!done.ok) throw refuse(done.error);
      return { ...done.value, list: listEntity(done.value.list), examples: [...done.value.examples] };
    },
  ),

  "GET /api/folkmoot/v1/policy/lists/:name/export": described(
    {
      summary: "All entries as CSV, in a form that can be imported",
      permission: "policy.read",
      output: z.object({ filename: z.string(), content: z.string() }),
    },
    async ({ ctx, path }) => {
      const shown = await showList(moderationOf(ctx), path.name ?? "", { limit: 1 });
      if (shown === null) throw Refusal.notFound();
      const parts = ["entry,comment\n"];
      for await (const batch of exportList(moderationOf(ctx), shown.list))
        parts.push(batch.map(csvLine).join(""));
      return { filename: `${shown.list.name}.csv`, content: parts.join("") };
    },
  ),
};
