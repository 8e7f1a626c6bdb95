import { constants, createWriteStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { GetObjectCommandInput, PutObjectCommandInput, S3ClientConfig } from "@aws-sdk/client-s3";
import { isFileName, keyOf, mediaTypeOf, nameOf, sha256Of } from "./names.ts";
import { type ByteRange, type MediaStore, MediaStoreError } from "./port.ts";
import { presign } from "./presign.ts";
import { statusOf, tried } from "./s3-calls.ts";

export interface S3Settings {
  /** Of any server that speaks S3; Amazon's own in `region` when it is undefined. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Before each key, without a slash at its end; empty for none. */
  readonly prefix: string;
  /** `endpoint/bucket/key` rather than `bucket.endpoint/key`. */
  readonly pathStyle: boolean;
  /** Where the bucket's files lie openly, with the prefix if there is one; undefined where addresses must be signed. */
  readonly publicUrl: string | undefined;
  /** For how long a signed address holds. */
  readonly signedSeconds: number;
}

const CONNECT_MS = 5_000;
/** Nothing sent or received for so long: the server has gone. */
const IDLE_MS = 30_000;
/** For questions whose answers are short. */
const ANSWER_MS = 20_000;
const REMOVE_MS = 5_000;
/** 5 GiB at 3 MiB/s. */
const UPLOAD_MS = 30 * 60_000;
const CONNECTIONS = 64;
const CHUNK = 256 * 1_024;
const CACHE_CONTROL = "public, max-age=31536000, immutable";

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/**
 * Files in a bucket of Amazon's S3 or of a server that speaks as it does. Each is sent in one piece (so 5 GiB is the most) and
 * with its digest, by which the server sees that all of it has come: what has not is not kept.
 *
 * @param options.answerMs how long an answer may let itself be waited for
 * @param options.page names that one listing answers
 * @throws whatever @aws-sdk/client-s3 makes of wrong settings; it is loaded here, and only here
 */
export async function createS3Store(
  settings: S3Settings,
  { answerMs = ANSWER_MS, page: MaxKeys = 1_000 } = {},
): Promise<MediaStore> {
  const aws = await import("@aws-sdk/client-s3");
  const client = new aws.S3Client(clientConfig(settings));
  const Bucket = settings.bucket;
  const prefix = settings.prefix === "" ? "" : `${settings.prefix}/`;
  const Key = (name: string) => `${prefix}${keyOf(name)}`;
  const soon = () => ({ abortSignal: AbortSignal.timeout(answerMs) });

  async function size(name: string): Promise<number | null> {
    if (!isFileName(name)) return null;
    const head = await tried(() =>
      client.send(new aws.HeadObjectCommand({ Bucket, Key: Key(name) }), soon()),
    );
    return head?.ContentLength ?? null;
  }

  async function send(name: string, body: NonNullable<PutObjectCommandInput["Body"]>, length: number) {
    const put = new aws.PutObjectCommand({
      Bucket,
      Key: Key(name),
      Body: body,
      ContentLength: length,
      ContentType: mediaTypeOf(name),
      CacheControl: CACHE_CONTROL,
    });
    put.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers["x-amz-content-sha256"] =
          sha256Of(name);
        return next(args);
      },
      { step: "build", name: "signWithDigest" },
    );
    try {
      await client.send(put, { abortSignal: AbortSignal.timeout(UPLOAD_MS) });
    } catch (error) {
      if (isDigestWrong(error)) throw new TypeError(`not what its name says: ${name}`, { cause: error });
      throw error;
    }
  }

  async function get(name: string, range?: ByteRange): Promise<Readable | null> {
    if (!isFileName(name)) return null;
    const input: GetObjectCommandInput = { Bucket, Key: Key(name) };
    if (range !== undefined) input.Range = `bytes=${range.start}-${range.end}`;
    return tried(async () => {
      // The limit is for the answer's head; its body may take as long as somebody reads it.
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(new Error("no answer")), answerMs);
      try {
        const { Body } = await client.send(new aws.GetObjectCommand(input), { abortSignal: late.signal });
        return Body as Readable;
      } catch (error) {
        if (statusOf(error) === 416) return Readable.from([]);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    });
  }

  return {
    size,
    open: get,
    async putFile(name, path) {
      if (!isFileName(name)) throw new TypeError(`no name of a file: ${JSON.stringify(name)}`);
      const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        const found = await handle.stat();
        if (!found.isFile()) throw new TypeError(`no file: ${path}`);
        if ((await size(name)) !== null) return;
        // A stream can be read once: each try has its own.
        const kept = await tried(async () => {
          const stream = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: CHUNK });
          try {
            await send(name, found.size === 0 ? new Uint8Array() : stream, found.size);
          } finally {
            stream.destroy();
          }
          return true;
        });
        if (kept === null) throw new MediaStoreError("unreachable");
      } finally {
        await handle.close();
      }
    },
    async put(bytes, extension) {
      const name = nameOf(bytes, extension);
      if ((await size(name)) !== null) return name;
      const kept = await tried(() => send(name, bytes, bytes.byteLength).then(() => true));
      if (kept === null) throw new MediaStoreError("unreachable");
      return name;
    },
    async read(name) {
      // All of it is one try: what ends in the middle is asked for again.
      return tried(async () => {
        const stream = await get(name);
        if (stream === null) return null;
        const chunks: Uint8Array[] = [];
        for await (const chunk of stream) chunks.push(chunk as Uint8Array);
        return new Uint8Array(Buffer.concat(chunks));
      });
    },
    async copyTo(name, path) {
      const copied = await tried(async () => {
        const stream = await get(name);
        if (stream === null) return false;
        try {
          await pipeline(stream, createWriteStream(path));
          return true;
        } catch (error) {
          await rm(path, { force: true });
          if ((error as NodeJS.ErrnoException).code === "ENOSPC")
            throw new MediaStoreError("disk-full", { cause: error });
          throw error;
        }
      });
      return copied ?? false;
    },
    async remove(name) {
      if (!isFileName(name)) return;
      // Others wait until it is gone, and what is still there is removed another time: once, and not for long.
      const abortSignal = AbortSignal.timeout(Math.min(answerMs, REMOVE_MS));
      await tried(
        () => client.send(new aws.DeleteObjectCommand({ Bucket, Key: Key(name) }), { abortSignal }),
        [],
      );
    },
    async *names() {
      let ContinuationToken: string | undefined;
      do {
        const input = { Bucket, Prefix: prefix, MaxKeys, ...(ContinuationToken && { ContinuationToken }) };
        const page = await tried(() => client.send(new aws.ListObjectsV2Command(input), soon()));
        if (page === null) throw new MediaStoreError("unreachable");
        const names = (page.Contents ?? []).flatMap(({ Key: key = "" }) => {
          const name = key.slice(key.lastIndexOf("/") + 1);
          return isFileName(name) && key === Key(name) ? name : [];
        });
        if (names.length > 0) yield names;
        ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (ContinuationToken !== undefined);
    },
    async direct(name) {
      if (!isFileName(name)) return null;
      if (settings.publicUrl !== undefined) return `${settings.publicUrl}/${keyOf(name)}`;
      return presign(objectUrl(settings, Key(name)), settings, new Date(), settings.signedSeconds);
    },
  };
}

/** Where an object lies; keys hold nothing that would have to be encoded but in their prefix. */
export function objectUrl({ endpoint, region, bucket, pathStyle }: S3Settings, key: string): URL {
  const url = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  if (!pathStyle) url.host = `${bucket}.${url.host}`;
  const base = url.pathname.replace(/\/+$/, "");
  url.pathname = pathStyle ? `${base}/${bucket}/${key}` : `${base}/${key}`;
  return url;
}

function clientConfig(settings: S3Settings): S3ClientConfig {
  const agent = { keepAlive: true, maxSockets: CONNECTIONS };
  return {
    ...(settings.endpoint !== undefined && { endpoint: settings.endpoint }),
    region: settings.region,
    forcePathStyle: settings.pathStyle,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    // Tries are made here, each with a stream of its own.
    maxAttempts: 1,
    // Servers other than Amazon's know not all of its newer checksums; the signature covers a digest anyway.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      socketTimeout: IDLE_MS,
      httpAgent: agent,
      httpsAgent: agent,
    },
    logger: silent,
  };
}

/** Amazon's name for it, Swift's, and what others say. */
function isDigestWrong(error: unknown): boolean {
  const { name } = error as Error;
  return name === "XAmzContentSHA256Mismatch" || name === "BadDigest" || name === "ContentSHA256Mismatch";
}
