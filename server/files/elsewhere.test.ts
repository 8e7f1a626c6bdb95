import { expect, it } from "vitest";
import { readConfig } from "../config/config.ts";
import { mediaElsewhere } from "./elsewhere.ts";

const s3 = {
  MEDIA_STORE: "s3",
  S3_BUCKET: "pictures",
  S3_ACCESS_KEY_ID: "key",
  S3_SECRET_ACCESS_KEY: "secret",
};

it.each([
  [{}, []],
  [{ MEDIA_BASE_URL: "https://cdn.example/files" }, ["https://cdn.example"]],
  [s3, []],
  [{ ...s3, S3_READERS: "redirect" }, ["https://pictures.s3.us-east-1.amazonaws.com"]],
  [{ ...s3, S3_READERS: "redirect", S3_ENDPOINT: "https://s3.example:9000" }, ["https://s3.example:9000"]],
  [
    {
      ...s3,
      S3_READERS: "redirect",
      S3_PUBLIC_URL: "https://pub.example/x",
      MEDIA_BASE_URL: "https://cdn.example/",
    },
    ["https://cdn.example", "https://pub.example"],
  ],
])("with %j media come from %j", (env, origins) => {
  const config = readConfig({ ORIGIN: "https://node.example", ...env });
  expect(config.ok && mediaElsewhere(config.value)).toEqual(origins);
});

it("asks for what S3 needs", () => {
  const config = readConfig({ MEDIA_STORE: "s3", S3_BUCKET: "pictures" });
  expect(!config.ok && config.error.mistakes.map(({ variable }) => variable)).toEqual([
    "S3_ACCESS_KEY_ID",
    "S3_SECRET_ACCESS_KEY",
  ]);
});
