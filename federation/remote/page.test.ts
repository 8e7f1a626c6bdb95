import { describe, expect, it } from "vitest";
import { type WalkEnd, type WalkLimits, walkCollection } from "./page.ts";
import { sendActivity, serve, type TestDeps, testDeps } from "./rig.testing.ts";

async function walk(
  source: string | Record<string, unknown>,
  limits?: WalkLimits,
  deps: TestDeps = testDeps(),
) {
  const items: unknown[] = [];
  const walker = walkCollection(deps, source, limits);
  for (;;) {
    const step = await walker.next();
    if (step.done) return { items, end: step.value satisfies WalkEnd };
    items.push(step.value);
  }
}

describe("walkCollection", () => {
  it("reads the items of a collection without pages", async () => {
    const { origin } = await serve((_request, response) => {
      sendActivity(response, {
        id: `${origin}/c`,
        type: "OrderedCollection",
        orderedItems: ["a", { id: "b" }],
      });
    });
    expect(await walk(`${origin}/c`)).toEqual({ items: ["a", { id: "b" }], end: { type: "end" } });
  });

  it("reads pages in order, a first page inline or by its URL", async () => {
    const { origin } = await serve((request, response) => {
      const page = Number(new URL(request.url ?? "", origin).searchParams.get("page"));
      const next = page < 3 ? { next: `${origin}/c?page=${page + 1}` } : {};
      const first = `${origin}/c?page=1`;
      const items = [page * 10, page * 10 + 1];
      if (page === 0) return sendActivity(response, { id: `${origin}/c`, type: "Collection", first });
      sendActivity(response, {
        id: `${origin}${request.url}`,
        type: "CollectionPage",
        first,
        items,
        ...next,
      });
    });
    const all = [10, 11, 20, 21, 30, 31];
    expect(await walk(`${origin}/c`)).toEqual({ items: all, end: { type: "end" } });
    const inline = { type: "CollectionPage", items: [10, 11], next: `${origin}/c?page=2` };
    expect(await walk({ id: `${origin}/c`, type: "Collection", first: inline })).toMatchObject({
      items: all,
    });
  });

  it("takes a single item that stands for a list", async () => {
    expect(await walk({ type: "Collection", items: "only" })).toMatchObject({ items: ["only"] });
  });

  it("does not read inline items again from the first page", async () => {
    const { origin, seen } = await serve((_request, response) => response.end());
    const collection = { id: `${origin}/c`, type: "Collection", items: ["a"], first: `${origin}/c?page=1` };
    expect(await walk(collection)).toMatchObject({ items: ["a"], end: { type: "end" } });
    expect(seen).toHaveLength(0);
  });

  it("stops at its limits in an endless collection", async () => {
    let pages = 0;
    const { origin, seen } = await serve((_request, response) => {
      const items = Array.from({ length: 100 }, (_, i) => i);
      sendActivity(response, { type: "CollectionPage", items, next: `${origin}/c?page=${++pages}` });
    });
    const byPages = await walk(`${origin}/c`, { maxPages: 3 });
    expect(byPages.items).toHaveLength(300);
    expect(byPages.end).toEqual({ type: "pages" });
    expect(seen).toHaveLength(3);
    const byItems = await walk(`${origin}/c`, { maxItems: 150 });
    expect(byItems.items).toHaveLength(150);
    expect(byItems.end).toEqual({ type: "items" });
  });

  it("stops when the pages run in a circle", async () => {
    const { origin } = await serve((request, response) => {
      const next = request.url === "/a" ? `${origin}/b` : `${origin}/a`;
      sendActivity(response, { type: "CollectionPage", items: [request.url], next });
    });
    expect(await walk(`${origin}/a`)).toEqual({ items: ["/a", "/b"], end: { type: "loop" } });
  });

  it("does not follow pages to another host, by link or by redirect", async () => {
    const other = await serve((_request, response) =>
      sendActivity(response, { type: "CollectionPage", items: ["x"] }),
    );
    const { origin } = await serve((request, response) => {
      if (request.url === "/moved") return response.writeHead(302, { location: `${other.origin}/` }).end();
      const next = request.url === "/a" ? `${other.origin}/` : `${origin}/moved`;
      sendActivity(response, { type: "CollectionPage", items: ["a"], next });
    });
    for (const start of ["/a", "/b"]) {
      expect(await walk(origin + start)).toEqual({ items: ["a"], end: { type: "foreign-page" } });
    }
    expect(await walk({ type: "Collection", first: `${other.origin}/` })).toMatchObject({ items: [] });
  });

  it("says why a page could not be read, and stops when time is up", async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === "/slow") return;
      response.writeHead(500).end();
    });
    expect(await walk(`${origin}/broken`)).toMatchObject({ end: { type: "failed", error: { status: 500 } } });
    expect(await walk(`${origin}/slow`, { timeoutMs: 200 })).toMatchObject({
      end: { type: "failed", error: { type: "timeout" } },
    });
  });
});
