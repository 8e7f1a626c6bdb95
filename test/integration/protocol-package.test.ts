import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const repository = process.cwd();
let root: string;
let consumer: string;

/** Packs a copy of protocol/ as `npm publish` would, and installs the tarball in a project beside it. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "folkmoot-protocol-package-"));
  consumer = join(root, "consumer");
  const installed = join(consumer, "node_modules", "@folkmoot", "protocol");
  await symlink(join(repository, "node_modules"), join(root, "node_modules"));
  await cp(join(repository, "tsconfig.json"), join(root, "tsconfig.json"));
  await cp(join(repository, "protocol"), join(root, "protocol"), {
    recursive: true,
    filter: (path) => !path.endsWith("/dist"),
  });
  await mkdir(installed, { recursive: true });
  await run("npm", ["pack", "--pack-destination", root], { cwd: join(root, "protocol") });
  await run("tar", [
    "-xzf",
    join(root, "folkmoot-protocol-0.1.0.tgz"),
    "-C",
    installed,
    "--strip-components=1",
  ]);
  await writeFile(
    join(consumer, "use.ts"),
    `import { canonicalize } from "@folkmoot/protocol/signing/jcs";
     const canonical = canonicalize({ b: 1, a: 2 });
     process.stdout.write(canonical.ok ? canonical.value : canonical.error.type);`,
  );
}, 120_000);
afterAll(() => rm(root, { recursive: true }));

test("the published package holds JavaScript and types, a licence and no tests", async () => {
  const files = await readdir(join(consumer, "node_modules/@folkmoot/protocol"), { recursive: true });
  expect(files).toEqual(expect.arrayContaining(["LICENSE", "dist/result.js", "dist/result.d.ts"]));
  expect(files.filter((file) => /[.]test[.]|(?<![.]d)[.]ts$/.test(file))).toEqual([]);
});

test("another project imports it under plain Node", async () => {
  const { stdout } = await run(process.execPath, ["use.ts"], { cwd: consumer });
  expect(stdout).toBe('{"a":2,"b":1}');
});

test("another project's compiler sees its types", async () => {
  const tsc = join(repository, "node_modules/.bin/tsc");
  const compilerOptions = { module: "nodenext", strict: true, noEmit: true, types: ["node"] };
  await writeFile(join(consumer, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  await run(tsc, ["-p", consumer]);
  const misuse = `import { canonicalize } from "@folkmoot/protocol/signing/jcs"; canonicalize({}).nonsense;`;
  await writeFile(join(consumer, "misuse.ts"), misuse);
  await expect(run(tsc, ["-p", consumer])).rejects.toMatchObject({
    stdout: expect.stringContaining("nonsense"),
  });
}, 60_000);
