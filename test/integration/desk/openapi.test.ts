import { afterAll, beforeAll, expect, it } from "vitest";
import { access } from "#server/api/access.ts";
import { type ApiRig, createApiRig, type Json } from "#test/integration/api/rig.ts";

let rig: ApiRig;
let document: Json;

beforeAll(async () => {
  rig = await createApiRig();
  document = (await rig.request("GET", "/api/folkmoot/v1/openapi.json")).body;
});
afterAll(() => rig.close());

it("describes the desk's API to everybody, as OpenAPI 3.1", () => {
  expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: rig.origin }] });
  expect(document.components.securitySchemes.token).toEqual({ type: "http", scheme: "bearer" });
});

it("describes every endpoint of the desk but itself", () => {
  const described = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  const wanted = Object.keys(access).filter(
    (name) => name.includes("/api/folkmoot/v1/") && !name.endsWith("/openapi.json"),
  );
  expect(described.toSorted()).toEqual(wanted.toSorted());
});

it("names each operation once, with an answer, and has no reference that leads nowhere", () => {
  const operations = Object.values<Json>(document.paths).flatMap((methods) => Object.values<Json>(methods));
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { summary, responses } of operations) {
    expect(summary).toMatch(/\S/);
    expect(Object.keys(responses).some((status) => status.startsWith("2"))).toBe(true);
  }
  // Each schema stands by itself: a reference may lead within it only.
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to);
  expect(references.filter((to) => !to?.startsWith("#"))).toEqual([]);
});

it("names the role that a permission takes, also where any administrator may call", () => {
  expect(document.paths["/api/folkmoot/v1/ledger/erase"].post.description).toMatch(/^For: owner\./);
  expect(document.paths["/api/folkmoot/v1/policy"].put.description).toMatch(/^For: admin\./);
});

it("says where files are sent, as a form, and what goes as JSON without them", () => {
  const contentOf = (path: string) => document.paths[`/api/folkmoot/v1/${path}`].post.requestBody.content;
  const file = { type: "string", contentMediaType: "application/octet-stream" };
  for (const [path, name, schema] of [
    ["domain_imports", "file", file],
    ["submissions", "files", { type: "array", items: file }],
  ] as const) {
    const content = contentOf(path);
    expect(content["multipart/form-data"].schema.properties[name]).toMatchObject(schema);
    expect(content["application/json"].schema.properties).not.toHaveProperty(name);
  }
  expect(Object.keys(contentOf("actions"))).toEqual(["application/json"]);
});

it("asks for a token wherever not everybody may", () => {
  for (const path of ["cases/{id}/evidence", "evidence/{id}/file", "cases"]) {
    const { security, description } = document.paths[`/api/folkmoot/v1/${path}`].get;
    expect([path, security]).toEqual([path, [{ token: [] }]]);
    expect(description).not.toContain("everybody");
  }
  expect(document.paths["/api/folkmoot/v1/submissions"].post.security).toEqual([]);
});
