import { expect, it } from "vitest";
import { fill, isTemplate, type Payload } from "./template.ts";

const payload: Payload = {
  event: "account.created",
  created_at: "2026-01-01T00:00:00.000Z",
  object: { username: 'a"b\n', count: 3, account: { acct: "ana" } },
};

it("sends the payload as it is without a template", () => {
  expect(JSON.parse(fill(null, payload))).toEqual(payload);
});

it("puts values into a template, which stays JSON whatever they hold", () => {
  const filled = fill(
    '{"content":"{{object.username}} ({{ object.account.acct }})","n":{{object.count}}}',
    payload,
  );
  expect(JSON.parse(filled)).toEqual({ content: 'a"b\n (ana)', n: 3 });
});

it("leaves out what is not there", () => {
  expect(fill('{"a":"{{object.__proto__.x}}{{nothing}}"}', payload)).toBe('{"a":""}');
});

it("tells what can be a template", () => {
  expect(isTemplate('{"content":"Hello {{object.username}}"}')).toBe(true);
  expect(isTemplate("Hello {{object.username}}")).toBe(false);
});
