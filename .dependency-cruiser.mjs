/**
 * The import rule: protocol <- { media, moderation, federation } <- server <- { conformance, test },
 * and each heavy library in its place. `npm run imports` checks it; test/architecture plants one violation per rule.
 * What no single import shows (two siblings meeting in one file) is checked in test/architecture/cruise.ts.
 */

const tests = "[.]test[.]ts$|^test/";
const siblings = "^(media|moderation|federation)/";

/** A path pattern that is true for the named npm packages and everything under them. */
const packages = (...names) => `(^|/)node_modules/(${names.join("|")})/`;

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const never = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** The packages may be imported by files that match one of `paths`, and by tests. */
const only = (paths, name, comment, ...names) =>
  never(name, comment, { pathNot: [tests, ...paths] }, { path: packages(...names) });

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    never(
      "protocol-stands-alone",
      "other people install protocol by itself",
      { path: "^protocol/", pathNot: tests },
      { path: "^(media|moderation|federation|server|conformance|test)/" },
    ),
    never(
      "protocol-does-no-io",
      "protocol also runs in a browser; node:crypto has one file, with a portable twin",
      { path: "^protocol/", pathNot: [tests, "^protocol/signing/crypto[.]node[.]ts$"] },
      { dependencyTypes: ["core"] },
    ),
    never(
      "protocol-does-no-io-beside-crypto",
      "the one file with a built-in module uses node:crypto and nothing else",
      { path: "^protocol/signing/crypto[.]node[.]ts$" },
      { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    ),
    never(
      "protocol-knows-no-infrastructure",
      "of Fedify only the vocabulary; no database, no web framework, no queue",
      { path: "^protocol/", pathNot: tests },
      {
        path: packages(
          "@fedify",
          "hono",
          "@hono",
          "drizzle-orm",
          "bullmq",
          "ioredis",
          "pg",
          "postgres",
          "undici",
          "pino",
          "prom-client",
        ),
        pathNot: packages("@fedify/vocab", "@fedify/vocab-runtime"),
      },
    ),
    never(
      "siblings-stay-apart",
      "what a part needs of its sibling is a port; server/compose.ts wires the two",
      { path: siblings, pathNot: tests },
      { path: siblings, pathNot: "^$1/" },
    ),
    never(
      "parts-do-not-know-the-server",
      "what a part needs of its host is a port that the server implements",
      { path: siblings, pathNot: tests },
      { path: "^server/" },
    ),
    never(
      "nothing-imports-tests",
      "test and conformance are at the end of the chain",
      { pathNot: ["[.]test[.]ts$", "^(test|conformance)/", "^protocol/"] },
      { path: "^(test|conformance)/" },
    ),
    only(
      ["^federation/", "^server/(http|platform)/"],
      "fedify-in-federation",
      "Fedify's runtime stays behind federation",
      "@fedify/fedify",
    ),
    only(
      ["^server/(http|web)/", "^server/.*[./]routes([.]ts$|/)"],
      "hono-in-routes",
      "use cases do not know the web framework",
      "hono",
      "@hono",
    ),
    only(
      [
        "^server/platform/",
        "^(server|moderation)/.*/schema([.]ts$|/)",
        "^(server|moderation)/.*/(store|views)[^/]*([.]ts$|/)",
      ],
      "drizzle-in-stores",
      "use cases do not know the database",
      "drizzle-orm",
    ),
    only(["^server/platform/"], "bullmq-in-platform", "queues are a port with two adapters", "bullmq"),
    only(
      ["^media/"],
      "media-tools-in-media",
      "native media code stays in one part",
      "sharp",
      "fluent-ffmpeg",
    ),
    never(
      "stores-are-private",
      "another noun goes through a use case; server/compose.ts may wire a store",
      { path: "^([^/]+/[^/]+)", pathNot: [tests, "^server/compose([.]ts$|/)"] },
      { path: "^[^/]+/.+/store[^/]*([.]ts$|/)", pathNot: "^$1/" },
    ),
    never("no-cycles", "a cycle is one module pretending to be several", {}, { circular: true }),
    never(
      "every-import-resolves",
      "an import the tool cannot follow is an import it cannot check",
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    // TypeScript 7 (`@typescript/native`, the `tsc` of `npm run types`) has no compiler API, so package.json has
    // TypeScript 6 under the name `typescript`. Without one this tool reads no .ts file, finds nothing, and exits 0.
    parser: "tsc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
      extensions: [".ts", ".js", ".mjs", ".json"],
    },
  },
};
