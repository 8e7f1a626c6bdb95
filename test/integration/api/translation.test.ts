import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { freePort } from "#test/support/redis.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let service: Server;
/** What the service was asked, and how it is to answer. */
let asked: { path: string; body: Json }[] = [];
let answer: { status: number; body: unknown } | null = null;

const languages = [
  { code: "de", name: "German", targets: ["de", "en"] },
  { code: "en", name: "English", targets: ["de", "en", "pt-BR"] },
];

beforeAll(async () => {
  const port = await freePort();
  service = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const body = text === "" ? null : JSON.parse(text);
    asked.push({ path: request.url ?? "", body });
    const translated = () => ({
      translatedText: body.q.map((each: string) =>
        each.replace(/\b[a-z]+(?![^<]*>)/gi, (word) => word.toUpperCase()),
      ),
      detectedLanguage: body.q.map(() => ({ language: "de", confidence: 90 })),
    });
    const usual = request.url === "/languages" ? languages : translated();
    response.writeHead(answer?.status ?? 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer?.body ?? usual));
  }).listen(port, "127.0.0.1");
  rig = await createApiRig({ TRANSLATE_URL: `http://127.0.0.1:${port}/`, TRANSLATE_KEY: "sesame" });
  ana = await rig.person("ana");
}, 60_000);
beforeEach(() => {
  asked = [];
  answer = null;
});
afterAll(async () => {
  service.close();
  await rig.close();
}, 60_000);

const translate = (id: string, body: object = {}) => ana.post(`/api/v1/statuses/${id}/translate`, body);

it("says from which language into which others", async () => {
  const { status, body } = await rig.request("GET", "/api/v1/instance/translation_languages");
  expect(status).toBe(200);
  expect(body).toEqual({ de: ["en"], en: ["de", "pt-BR"] });
  await rig.request("GET", "/api/v1/instance/translation_languages");
  expect(asked.length).toBe(1);
});

it("gives text, warning and poll in another language, asked for once", async () => {
  const { body: post } = await ana.post("/api/v1/statuses", {
    status: "guten tag & mehr",
    spoiler_text: "hallo <welt>",
    language: "de",
    poll: { options: ["ja", "nein"], expires_in: 600 },
  });
  const first = await translate(post.id, { lang: "en" });
  expect(first).toMatchObject({
    status: 200,
    body: {
      content: "<p>GUTEN TAG &amp; MEHR</p>",
      language: "en",
      detected_source_language: "de",
      provider: "LibreTranslate",
      media_attachments: [],
      poll: { id: post.id, options: [{ title: "JA" }, { title: "NEIN" }] },
    },
  });
  expect(asked.at(-1)?.body).toMatchObject({ source: "de", target: "en", format: "html", api_key: "sesame" });
  const times = asked.length;
  expect((await translate(post.id)).body).toEqual(first.body);
  expect(asked.length).toBe(times);
});

it("takes a language by its region, and finds out what a post does not say", async () => {
  const post = await rig.publish(ana, { text: "colours", language: "en-GB" });
  expect((await translate(post, { lang: "pt-BR" })).body).toMatchObject({
    language: "pt-BR",
    detected_source_language: "en",
  });
  const unknown = await rig.publish(ana, "wer weiss");
  expect((await translate(unknown, { lang: "en" })).body).toMatchObject({ detected_source_language: "de" });
  expect(asked.at(-1)?.body.source).toBe("auto");
});

it("passes on nothing that could do harm", async () => {
  const post = await rig.publish(ana, { text: "harmless", language: "de" });
  answer = { status: 200, body: { translatedText: ["<p>a<script>alert(1)</script></p>", "<b>w</b>"] } };
  expect((await translate(post, { lang: "en" })).body).toMatchObject({
    content: "<p>a</p>",
    spoiler_text: "w",
  });
});

it.each([
  [429, "There have been too many requests to the translation service recently."],
  [403, "The server-wide usage quota for the translation service has been exceeded."],
  [500, "Service Unavailable"],
])("says that the service answered %i", async (status, error) => {
  const post = await rig.publish(ana, { text: `text ${status}`, language: "de" });
  answer = { status, body: {} };
  expect(await translate(post, { lang: "en" })).toMatchObject({ status: 503, body: { error } });
});

it("says that an answer cannot be read", async () => {
  const post = await rig.publish(ana, { text: "unreadable", language: "de" });
  answer = { status: 200, body: { translatedText: ["one of two"] } };
  expect((await translate(post, { lang: "en" })).status).toBe(503);
});

it("translates public posts only, between languages that the service knows", async () => {
  const denied = { status: 403, body: { error: "This action is not allowed" } };
  const followers = await rig.publish(ana, { text: "x", visibility: "followers", language: "de" });
  expect(await translate(followers, { lang: "en" })).toMatchObject(denied);
  const french = await rig.publish(ana, { text: "x", language: "fr" });
  expect(await translate(french, { lang: "en" })).toMatchObject(denied);
  const german = await rig.publish(ana, { text: "x", language: "de" });
  expect(await translate(german, { lang: "de" })).toMatchObject(denied);
  expect((await translate(rig.ctx.ids.next())).status).toBe(404);
  expect((await rig.request("POST", `/api/v1/statuses/${german}/translate`)).status).toBe(401);
});

it("is not there without a service", async () => {
  const bare = await createApiRig();
  try {
    const ben = await bare.person("ben");
    const post = await bare.publish(ben, "hello");
    expect(await ben.post(`/api/v1/statuses/${post}/translate`)).toMatchObject({
      status: 501,
      body: { error: "This server is not set up to translate posts" },
    });
    expect((await bare.request("GET", "/api/v1/instance/translation_languages")).body).toEqual({});
  } finally {
    await bare.close();
  }
}, 60_000);
