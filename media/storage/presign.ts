import { createHash, createHmac } from "node:crypto";

export interface PresignKeys {
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * An address at which anybody may read an object for a while: AWS Signature Version 4 with query parameters
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
 *
 * @param url of the object, without a query
 * @param seconds for how long it holds, at most a week
 */
export function presign(url: URL, keys: PresignKeys, now: Date, seconds: number): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${time.slice(0, 8)}/${keys.region}/s3/aws4_request`;
  const query = Object.entries({
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${keys.accessKeyId}/${scope}`,
    "X-Amz-Date": time,
    "X-Amz-Expires": String(seconds),
    "X-Amz-SignedHeaders": "host",
  })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  const request = ["GET", url.pathname, query, `host:${url.host}`, "", "host", "UNSIGNED-PAYLOAD"].join("\n");
  const digest = createHash("sha256").update(request).digest("hex");
  const day = hmac(`AWS4${keys.secretAccessKey}`, time.slice(0, 8));
  const key = hmac(hmac(hmac(day, keys.region), "s3"), "aws4_request");
  const signature = hmac(key, ["AWS4-HMAC-SHA256", time, scope, digest].join("\n")).toString("hex");
  return `${url.origin}${url.pathname}?${query}&X-Amz-Signature=${signature}`;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
