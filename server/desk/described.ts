import { z } from "zod";
import { may, type Permission } from "../admin/permissions.ts";
import { type Answer, type Call, json } from "../api/call.ts";
import { Refusal } from "../api/refusal.ts";
import { limitFiles } from "../api/upload/limits.ts";
import type { UploadLimits } from "../api/upload/receive.ts";
import type { Viewer } from "../api/viewer.ts";

/** What an endpoint of the desk's API takes and answers: its handler's types, its check and its documentation in one. */
export interface Description<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** A sentence. */
  readonly summary: string;
  /** Who may; null for everybody who is let in by the table of `server/api/access.ts`. */
  readonly permission: Permission | null;
  /** An object: query and body together. Unknown members are refused. */
  readonly input?: Input;
  readonly output: Output;
  /** 200 where it is left out. */
  readonly status?: 200 | 201 | 202;
  /** For how long anybody may keep the answer; nobody may where it is left out. */
  readonly freshSeconds?: number;
  /** JSON where it is left out. */
  readonly contentType?: string;
  /** Whether a browser's session is taken in place of a token: the handler itself finds out who asks. */
  readonly isBySession?: boolean;
  /** What comes as a form with files, received on disk, is as large as these allow; JSON has no files then. */
  readonly files?: UploadLimits;
}

const descriptions = new WeakMap<object, Description>();

export function descriptionOf(handler: object): Description | null {
  return descriptions.get(handler) ?? null;
}

/**
 * A handler that checks the caller's permission and the input, and is described in `/api/folkmoot/v1/openapi.json`.
 *
 * @example
 * "GET /api/folkmoot/v1/cases/:id": described(
 *   { summary: "A case", permission: "case.read", output: caseSchema },
 *   ({ ctx, path }) => readCase(ctx, idOf(path.id)),
 * ),
 */
export function described<
  Input extends z.ZodType,
  Output extends z.ZodType,
  V extends Viewer | null = Viewer,
>(
  description: Description<Input, Output>,
  work: (call: Call<V>, input: z.output<Input>) => Promise<z.input<Output>> | z.input<Output>,
): (call: Call<V>) => Promise<Answer> {
  const { permission, input, output, status = 200, freshSeconds } = description;
  const handler = async (call: Call<V>): Promise<Answer> => {
    if (permission !== null && !may(call.viewer?.role ?? "member", permission)) throw Refusal.forbidden();
    const given = (input === undefined ? undefined : read(input, call)) as z.output<Input>;
    const body = output.parse(await work(call, given));
    if (freshSeconds === undefined) return json(body, { status });
    return json(body, { status, headers: { "cache-control": `public, max-age=${freshSeconds}` } });
  };
  descriptions.set(handler, description as Description);
  if (description.files !== undefined) limitFiles(handler, description.files);
  return handler;
}

/** The same for an endpoint that answers with a file. */
export function describedFile<V extends Viewer | null = Viewer, Input extends z.ZodType = z.ZodUndefined>(
  description: Pick<Description<Input>, "summary" | "permission" | "isBySession" | "input"> & {
    contentType: string;
  },
  work: (call: Call<V>, input: z.output<Input>) => Promise<Answer> | Answer,
): (call: Call<V>) => Promise<Answer> {
  const { permission, input } = description;
  const handler = async (call: Call<V>): Promise<Answer> => {
    if (permission !== null && !may(call.viewer?.role ?? "member", permission)) throw Refusal.forbidden();
    return work(call, (input === undefined ? undefined : read(input, call)) as z.output<Input>);
  };
  descriptions.set(handler, { ...description, output: z.string().meta({ format: "binary" }) });
  return handler;
}

function read(schema: z.ZodType, { params }: Pick<Call, "params">): unknown {
  const given = Object.fromEntries(params.names().map((name) => [name, params.raw(name)]));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const details: Record<string, { error: string; description: string }[]> = {};
  for (const { path, message } of parsed.error.issues) {
    const name = path.join(".");
    const isMissing = path.length === 1 && given[name] === undefined;
    const problem = isMissing
      ? { error: "ERR_BLANK", description: "is needed" }
      : { error: "ERR_INVALID", description: message };
    details[name] = [...(details[name] ?? []), problem];
  }
  const said = Object.entries(details).map(
    ([name, [first]]) => `${name === "" ? "" : `${name}: `}${first?.description}`,
  );
  throw new Refusal(422, `Validation failed: ${said.join("; ")}`, { details });
}
