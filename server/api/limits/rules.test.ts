import { expect, test } from "vitest";
import { rulesForPage } from "./rules.ts";

test.each(["/auth/sign_in", "/oauth/authorize", "/settings/import", "/settings/import/archive"])(
  "the form of %s is counted",
  (path) => {
    expect(rulesForPage("POST", path)).toHaveLength(1);
    expect(rulesForPage("GET", path)).toEqual([]);
  },
);

test("confirming an import is not", () => {
  expect(rulesForPage("POST", "/settings/import/0190/confirm")).toEqual([]);
});
