import qs from "qs";
import { numbered } from "./numbered.ts";
import type { ParamValue } from "./params.ts";
import { Refusal } from "./refusal.ts";
import { receiveUpload, type UploadLimits } from "./upload/receive.ts";

/** Bytes of a body without files, and of one with them. */
const MAX_BODY = 1_048_576;
const MAX_UPLOAD = 20 * 1_048_576;
const MAX_PARAMETERS = 2_000;
const DEPTH = 5;

/**
 * The query and the body of a request as one record. Bodies may be JSON, forms or multipart.
 *
 * @param query as {@link readQuery} has read it
 * @param mayUpload whether somebody sends it who may send files: they are held in memory until they are whole
 * @throws Refusal with 400 for what cannot be read, 413 for what is too large
 */
export async function readParams(
  request: Request,
  query: Record<string, ParamValue>,
  mayUpload: boolean,
): Promise<Record<string, ParamValue>> {
  if (request.method === "GET" || request.method === "HEAD" || request.body === null) return query;
  return { ...query, ...(await readBody(request, mayUpload)) };
}

/**
 * The same for a multipart body whose files are large: they are received into a folder.
 *
 * @throws Refusal as {@link receiveUpload} does
 */
export async function readUpload(
  request: Request,
  query: Record<string, ParamValue>,
  folder: string,
  limits: UploadLimits,
): Promise<Record<string, ParamValue>> {
  const { fields, files } = await receiveUpload(request, folder, limits);
  return { ...query, ...parseNested(new URLSearchParams(fields).toString()), ...files };
}

/** The same where several files come under one name: each name has a list of them. */
export async function readUploads(
  request: Request,
  query: Record<string, ParamValue>,
  folder: string,
  limits: UploadLimits,
): Promise<Record<string, ParamValue>> {
  const { fields, uploads } = await receiveUpload(request, folder, limits);
  const named = Map.groupBy(uploads, ({ name }) => name.replace(/\[\]$/, ""));
  const files = [...named].map(([name, brought]) => [name, brought.map(({ file }) => file)] as const);
  return { ...query, ...parseNested(new URLSearchParams(fields).toString()), ...Object.fromEntries(files) };
}

export function readQuery(url: URL): Record<string, ParamValue> {
  return parseNested(url.search.slice(1));
}

/** Whether a body may hold files. */
export function isMultipart(request: Request): boolean {
  return typeOf(request) === "multipart/form-data";
}

function typeOf({ headers }: Request): string {
  return headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
}

async function readBody(request: Request, mayUpload: boolean): Promise<Record<string, ParamValue>> {
  const type = typeOf(request);
  const bytes = await readBytes(request, isMultipart(request) && mayUpload ? MAX_UPLOAD : MAX_BODY);
  if (bytes.byteLength === 0) return {};
  if (isMultipart(request)) return readMultipart(request, bytes);
  const text = new TextDecoder().decode(bytes);
  if (type === "application/json" || type.endsWith("+json")) return readJson(text);
  return parseNested(text);
}

/** Counts while it reads: Content-Length is the sender's word, or absent. */
async function readBytes(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  // What is left of the body is in the way of another request.
  const tooLarge = () => new Refusal(413, "Request body is too large", { headers: { connection: "close" } });
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks) as Uint8Array<ArrayBuffer>;
}

function readJson(text: string): Record<string, ParamValue> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, "Error occurred while parsing request parameters");
  }
  // Rails wraps what is no object; no endpoint here takes one.
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return value as Record<string, ParamValue>;
}

async function readMultipart(request: Request, bytes: Uint8Array<ArrayBuffer>) {
  const type = request.headers.get("content-type") ?? "";
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => null);
  if (form === null) throw new Refusal(400, "Error occurred while parsing request parameters");
  const texts = new URLSearchParams();
  const files: Record<string, File> = {};
  for (const [name, value] of form) {
    if (typeof value === "string") texts.append(name, value);
    else if (value.size > 0 || value.name !== "") files[name] = value;
  }
  return { ...parseNested(texts.toString()), ...files };
}

/** Rails' nesting: `poll[options][]=tea`, `fields_attributes[0][name]=web`. */
function parseNested(text: string): Record<string, ParamValue> {
  if (text === "") return {};
  // Further ones are not looked at: a megabyte has hundreds of thousands.
  return qs.parse(numbered(text.split("&", MAX_PARAMETERS).join("&")), {
    depth: DEPTH,
    parameterLimit: MAX_PARAMETERS,
    arrayLimit: MAX_PARAMETERS,
    allowPrototypes: false,
    duplicates: "combine",
  }) as Record<string, ParamValue>;
}
