import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyFileStream, type BusboyHeaders } from "@fastify/busboy";
import { leavesSpace } from "#media/storage/space.ts";
import { Refusal } from "../refusal.ts";
import { sizeText } from "../size-text.ts";
import { ReceivedFile } from "./received.ts";

export interface UploadLimits {
  /** Bytes of each file. */
  readonly maxFileBytes: number;
  /** Files beside each other: the one, and a picture that stands for it. */
  readonly maxFiles: number;
}

export interface Received {
  /** Names and values of the form, in their order. */
  fields: [name: string, value: string][];
  files: Record<string, ReceivedFile>;
  /** Every file that is not empty, also of one name, in their order. */
  uploads: { name: string; file: ReceivedFile }[];
}

const MAX_FIELDS = 40;
const MAX_FIELD_BYTES = 64 * 1024;
/** What stands around files in a form. */
const OVERHEAD = 1_048_576;
/** Bytes after which it is looked again whether the disk has room: senders need not say how many come, and others send too. */
const LOOK_EVERY = 16 * 1_048_576;

/**
 * Writes the files of a multipart body into a folder while they come: no more of it is in memory than what the disk has not
 * taken yet. What is written when it fails is the folder's owner to remove.
 *
 * @throws Refusal with 413 for what is too large, 400 for what is no form or ends early, 507 when the disk is full
 */
export async function receiveUpload(
  request: Request,
  folder: string,
  limits: UploadLimits,
): Promise<Received> {
  const length = Number(request.headers.get("content-length") ?? 0);
  const most = limits.maxFileBytes * limits.maxFiles + OVERHEAD;
  if (length > most) throw tooLarge(limits);
  if (length > 0 && !(await leavesSpace(folder, length))) throw diskFull();
  if (request.body === null) throw unreadable();
  return receive(Readable.fromWeb(request.body as never), request.headers, folder, limits, most);
}

async function receive(
  body: Readable,
  headers: Headers,
  folder: string,
  limits: UploadLimits,
  most: number,
): Promise<Received> {
  const received: Received = { fields: [], files: {}, uploads: [] };
  const writing: Promise<void>[] = [];
  const parser = createParser(headers, limits);
  const over = new AbortController();
  let failure: Refusal | null = null;
  /** Ends everything: nobody reads the rest of a body that is refused. */
  const refuse = (refusal: Refusal) => {
    failure ??= refusal;
    over.abort();
  };
  parser.on("field", (name, value, nameCut, valueCut) => {
    if (nameCut || valueCut) refuse(new Refusal(413, `${name.slice(0, 40)} is too long`));
    else received.fields.push([name, value]);
  });
  parser.on("filesLimit", () => refuse(new Refusal(422, "There are too many files in one request")));
  parser.on("fieldsLimit", () => refuse(new Refusal(422, "There are too many parameters")));
  parser.on("file", (name, stream, fileName) => {
    stream.once("limit", () => refuse(tooLarge(limits)));
    const path = join(folder, `received-${writing.length}`);
    const written = writeFile(stream, path, fileName, over.signal).then(
      (file) => {
        if (file.size > 0 || name === "file") received.files[name] = file;
        if (file.size > 0) received.uploads.push({ name, file });
      },
      (error: NodeJS.ErrnoException) => refuse(isFull(error) ? diskFull() : unreadable()),
    );
    writing.push(written);
  });
  try {
    const counting = countingUpTo(most, {
      exceeded: () => refuse(tooLarge(limits)),
      look: async () => {
        if (!(await leavesSpace(folder))) refuse(diskFull());
      },
    });
    await pipeline(body, counting, parser, { signal: over.signal });
    await Promise.all(writing);
  } catch (error) {
    // The parser leaves the file that it was at open.
    over.abort();
    await Promise.allSettled(writing);
    throw failure ?? (error instanceof Refusal ? error : unreadable());
  }
  if (failure !== null) throw failure;
  return received;
}

function createParser(headers: Headers, { maxFileBytes, maxFiles }: UploadLimits) {
  try {
    return new Busboy({
      headers: { "content-type": headers.get("content-type") ?? "" } as BusboyHeaders,
      limits: {
        fieldNameSize: 200,
        fieldSize: MAX_FIELD_BYTES,
        fields: MAX_FIELDS,
        fileSize: maxFileBytes,
        files: maxFiles,
        parts: MAX_FIELDS + maxFiles,
        headerPairs: 50,
        headerSize: 8_192,
      },
      // Clients that send files of a phone's share sheet leave the name out.
      isPartAFile: (_, type, name) => name !== undefined || (type !== undefined && !type.startsWith("text/")),
    });
  } catch {
    throw unreadable();
  }
}

async function writeFile(
  stream: BusboyFileStream,
  path: string,
  name: string,
  signal: AbortSignal,
): Promise<ReceivedFile> {
  const hash = createHash("sha256");
  let size = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.byteLength;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(stream, counting, createWriteStream(path, { flags: "wx", mode: 0o600 }), { signal });
  return new ReceivedFile(path, size, hash.digest("hex"), name);
}

/** Content-Length is the sender's word, or absent. */
function countingUpTo(most: number, { exceeded, look }: { exceeded(): void; look(): Promise<void> }) {
  let size = 0;
  let looked = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.byteLength;
      if (size > most) exceeded();
      if (size - looked < LOOK_EVERY) return done(null, chunk);
      looked = size;
      look().then(() => done(null, chunk), done);
    },
  });
}

function isFull({ code }: NodeJS.ErrnoException): boolean {
  return code === "ENOSPC" || code === "EDQUOT";
}

const close = { headers: { connection: "close" } };

function tooLarge({ maxFileBytes }: UploadLimits): Refusal {
  return new Refusal(413, `The file is larger than ${sizeText(maxFileBytes)}`, close);
}

export function diskFull(): Refusal {
  return new Refusal(507, "There is no room for files here at the moment. Try again later", close);
}

function unreadable(): Refusal {
  return new Refusal(400, "Error occurred while parsing request parameters", close);
}
