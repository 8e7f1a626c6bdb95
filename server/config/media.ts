import type { S3Settings } from "#media/storage/s3.ts";
import type { Mistake } from "./read.ts";

/** Where the files of media are kept. */
export type MediaStoreConfig =
  | { readonly type: "disk" }
  | ({
      readonly type: "s3";
      /** Readers are sent to the bucket; otherwise the node asks it and passes on what it says. */
      readonly redirect: boolean;
    } & S3Settings);

interface Read {
  MEDIA_STORE: "disk" | "s3";
  S3_ENDPOINT?: string | undefined;
  S3_REGION: string;
  S3_BUCKET?: string | undefined;
  S3_ACCESS_KEY_ID?: string | undefined;
  S3_SECRET_ACCESS_KEY?: string | undefined;
  S3_PREFIX: string;
  S3_PATH_STYLE?: boolean | undefined;
  S3_READERS: "stream" | "redirect";
  S3_PUBLIC_URL?: string | undefined;
  S3_SIGNED_SECONDS: number;
}

const needed = ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;

export function mediaStoreConfig(read: Read): MediaStoreConfig {
  if (read.MEDIA_STORE === "disk") return { type: "disk" };
  return {
    type: "s3",
    endpoint: read.S3_ENDPOINT,
    region: read.S3_REGION,
    bucket: read.S3_BUCKET ?? "",
    accessKeyId: read.S3_ACCESS_KEY_ID ?? "",
    secretAccessKey: read.S3_SECRET_ACCESS_KEY ?? "",
    prefix: read.S3_PREFIX,
    // A server of one's own has seldom a name for each bucket.
    pathStyle: read.S3_PATH_STYLE ?? read.S3_ENDPOINT !== undefined,
    publicUrl: read.S3_PUBLIC_URL,
    signedSeconds: read.S3_SIGNED_SECONDS,
    redirect: read.S3_READERS === "redirect",
  };
}

export function mediaStoreMistakes(read: Partial<Read>): Mistake[] {
  if (read.MEDIA_STORE !== "s3") return [];
  return needed
    .filter((variable) => read[variable] === undefined)
    .map((variable) => ({
      variable,
      problem: "is missing",
      hint: `MEDIA_STORE=s3 needs ${needed.join(", ")}.`,
    }));
}
