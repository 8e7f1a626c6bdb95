import { expect, it } from "vitest";
import { createLog } from "./log.ts";

function logged(readable = false) {
  const lines: string[] = [];
  return { lines, log: createLog({ level: "info", readable, write: (line) => void lines.push(line) }) };
}

it("writes one JSON object a line, with the bindings of the request", () => {
  const { lines, log } = logged();
  log.child({ request: "r1" }).info({ activity: "a1" }, "took an activity in");
  log.debug({}, "not at this level");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "info",
    request: "r1",
    activity: "a1",
    msg: "took an activity in",
    time: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

it("hides secrets and content, also one level down", () => {
  const { lines, log } = logged();
  log.info(
    { password: "s3cret", headers: { authorization: "s3cret" }, post: { content: "s3cret" } },
    "careless",
  );
  expect(lines[0]).not.toContain("s3cret");
});

it("keeps statement parameters and offending values out of errors, and says where they were thrown", () => {
  const { lines, log } = logged();
  const cause = Object.assign(new Error('invalid input syntax for type uuid: "s3cret"'), {
    code: "22P02",
    detail: "s3cret",
  });
  log.error(
    { err: new Error("Failed query: insert into posts values ($1)\nparams: s3cret", { cause }) },
    "bug",
  );
  expect(lines[0]).not.toContain("s3cret");
  const { err } = JSON.parse(lines[0] ?? "") as { err: { stack: string; cause: { code: string } } };
  expect(err.cause.code).toBe("22P02");
  expect(err.stack).toContain("log.test.ts");
});

it("is readable on a terminal and passes it no control characters", () => {
  const { lines, log } = logged(true);
  log.warn({ host: "evil\u001b[2J\u202e.example" }, "refused an activity");
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}refused an activity host=evil\?\[2J\?\.example\n$/);
});
