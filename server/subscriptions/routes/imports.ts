import { createReadStream } from "node:fs";
import { z } from "zod";
import type { Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { ReceivedFile } from "../../api/upload/received.ts";
import { described } from "../../desk/described.ts";
import { nameOf } from "../../hosts/policy.ts";
import { exportAllows, exportRules } from "../export.ts";
import { applyImport, beginImport, findImport, forgetImport, listImports, undoImport } from "../import.ts";
import { previewDomains, previewList, previewSevered } from "../preview.ts";
import type { DomainList } from "../store/lists.ts";
import { badLine, page } from "./shapes.ts";

const entity = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.enum(["block", "allow"]),
  format: z.string(),
  state: z.string(),
  total: z.number(),
  done: z.number(),
  invalid_count: z.number(),
  invalid: z.array(badLine),
  created_at: z.string(),
});
const preview = z.object({
  added: z.number(),
  changed: z.number(),
  same: z.number(),
  exempt: z.number(),
  invalid: z.number(),
  follows: z.number(),
  people: z.number(),
  accounts: z.number(),
});
const domainPreview = z.object({
  domain: z.string(),
  kind: z.enum(["added", "changed", "same", "exempt"]),
  verdict: z.string(),
  current: z.string().nullable(),
  public_reason: z.string(),
  followers: z.number(),
  following: z.number(),
});
const severed = z.object({
  person_id: z.string(),
  person: z.string(),
  account: z.string(),
  domain: z.string(),
  is_follower: z.boolean(),
});

export const domainImportRoutes: Routes = {
  "GET /api/folkmoot/v1/domain_imports": described(
    { summary: "Files of domains that were imported", permission: "domain.read", output: z.array(entity) },
    async ({ ctx }) => (await listImports(ctx)).map(importEntity),
  ),

  "POST /api/folkmoot/v1/domain_imports": described(
    {
      summary:
        "Reads a file of domains (`file`, multipart, or `text`): nothing is done with it before it is applied",
      permission: "list.manage",
      input: z.object({
        file: z.instanceof(ReceivedFile).optional(),
        text: z.string().optional(),
        name: z.string().min(1).max(200).default("domains"),
        format: z.enum(["auto", "csv", "plain", "json"]).default("auto"),
        purpose: z.enum(["block", "allow"]).default("block"),
      }),
      output: entity,
      status: 201,
    },
    async ({ ctx, viewer }, { file, text, ...rest }) => {
      if (file === undefined && text === undefined) throw Refusal.blank("file");
      const chunks = file === undefined ? one(text ?? "") : createReadStream(file.path);
      const begun = await beginImport(ctx, { ...rest, by: viewer.accountId }, chunks);
      if (!begun.ok) throw refuse(begun.error);
      return importEntity(begun.value);
    },
  ),

  "GET /api/folkmoot/v1/domain_imports/:id": described(
    { summary: "An imported file and how far it is", permission: "domain.read", output: entity },
    async ({ ctx, path }) => {
      const found = await findImport(ctx, idOf(path.id));
      if (!found.ok) throw refuse(found.error);
      return importEntity(found.value);
    },
  ),

  "GET /api/folkmoot/v1/domain_imports/:id/preview": described(
    { summary: "What applying a list would change and sever", permission: "domain.read", output: preview },
    async ({ ctx, path }) => {
      const counted = await previewList(ctx, idOf(path.id));
      if (!counted.ok) throw refuse(counted.error);
      return counted.value;
    },
  ),

  "GET /api/folkmoot/v1/domain_imports/:id/domains": described(
    {
      summary: "The domains of a list, those that sever most first",
      permission: "domain.read",
      input: page.extend({ kind: z.enum(["added", "changed", "same", "exempt"]).optional() }),
      output: z.array(domainPreview),
    },
    async ({ ctx, path }, { kind, ...rest }) => {
      const rows = await previewDomains(ctx, idOf(path.id), { ...rest, kind: kind ?? null });
      return rows.map(({ publicReason, ...row }) => ({ ...row, public_reason: publicReason }));
    },
  ),

  "POST /api/folkmoot/v1/domain_imports/:id/apply": described(
    { summary: "Applies a file, by a job", permission: "list.manage", output: entity, status: 202 },
    async ({ ctx, viewer, path }) => {
      const begun = await applyImport(ctx, viewer.accountId, idOf(path.id));
      if (!begun.ok) throw refuse(begun.error);
      return importEntity(begun.value);
    },
  ),

  "POST /api/folkmoot/v1/domain_imports/:id/undo": described(
    {
      summary: "Takes back what a file brought about, and nothing that others decided",
      permission: "list.manage",
      output: entity,
      status: 202,
    },
    async ({ ctx, viewer, path }) => {
      const begun = await undoImport(ctx, viewer.accountId, idOf(path.id));
      if (!begun.ok) throw refuse(begun.error);
      return importEntity(begun.value);
    },
  ),

  "DELETE /api/folkmoot/v1/domain_imports/:id": described(
    { summary: "Forgets a file that brings about nothing", permission: "list.manage", output: z.object({}) },
    async ({ ctx, path }) => {
      const forgotten = await forgetImport(ctx, idOf(path.id));
      if (!forgotten.ok) throw refuse(forgotten.error);
      return {};
    },
  ),

  "GET /api/folkmoot/v1/domains/:domain/severed": described(
    {
      summary: "Whose follows with whom a rejection of a domain would sever",
      permission: "domain.read",
      input: page,
      output: z.array(severed),
    },
    async ({ ctx, path }, given) => {
      const name = nameOf(path.domain ?? "");
      if (name === null) throw Refusal.notFound();
      const rows = await previewSevered(ctx, name, given);
      return rows.map(({ personId, isFollower, ...row }) => ({
        ...row,
        person_id: personId,
        is_follower: isFollower,
      }));
    },
  ),

  "GET /api/folkmoot/v1/domain_export": described(
    {
      summary: "What holds, as a file: Mastodon's or FediBlockHole's CSV, a plain list, or the allow-list",
      permission: "domain.read",
      input: z.object({
        format: z.enum(["mastodon", "fediblockhole", "plain", "allows"]).default("mastodon"),
      }),
      output: z.object({ name: z.string(), type: z.string(), content: z.string() }),
    },
    async ({ ctx }, { format }) => {
      const content = await (format === "allows" ? exportAllows(ctx) : exportRules(ctx, format));
      if (format === "plain") return { name: "domains.txt", type: "text/plain", content };
      const name = format === "allows" ? "domain_allows.csv" : "domain_blocks.csv";
      return { name, type: "text/csv", content };
    },
  ),
};

async function* one(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function importEntity(list: DomainList) {
  return {
    ...{ id: list.id, name: list.name, purpose: list.purpose, format: list.format, state: list.state },
    ...{ total: list.total, done: list.done, invalid_count: list.invalidCount, invalid: list.invalid },
    created_at: list.createdAt.toISOString(),
  };
}
