import { describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { ourBusiness, planCases } from "./plan.ts";
import type { NamedAccount, NamedPost } from "./store/subjects.ts";

const account = (name: string, domain: string | null = null): NamedAccount => ({
  id: name,
  iri: `https://${domain ?? "here.example"}/users/${name}` as Iri,
  domain,
});
const post = (id: string, author: NamedAccount, more: Partial<NamedPost> = {}): NamedPost => ({
  id,
  iri: `${author.iri}/${id}` as Iri,
  author,
  communityId: null,
  answersUs: false,
  ...more,
});
const subjects = (planned: ReturnType<typeof planCases>) =>
  planned.map(({ subject }) => `${subject.kind} ${subject.id}`);

const ana = account("ana");
const ben = account("ben");
const far = account("far", "there.example");

describe("the cases of a report", () => {
  it("are one for each post, and none for their author", () => {
    expect(subjects(planCases([ana], [post("1", ana), post("2", ana)]))).toEqual(["post 1", "post 2"]);
  });

  it("are one for an account of which no post is named", () => {
    expect(subjects(planCases([ana, ben], [post("1", ana)]))).toEqual(["post 1", "account ben"]);
  });

  it("are one for the account where many of its posts are named", () => {
    const many = Array.from({ length: 6 }, (_, at) => post(String(at), ana));
    expect(subjects(planCases([], many))).toEqual(["account ana"]);
    expect(subjects(planCases([ana], many.slice(1)))).toHaveLength(5);
  });
});

describe("this node's business", () => {
  it("is what is from here, answers somebody here, or is in a community of this node", () => {
    const posts = [
      post("1", ana),
      post("2", far),
      post("3", far, { answersUs: true }),
      post("4", far, { communityId: "tea" }),
    ];
    const ours = ourBusiness([ana, far], posts);
    expect(ours.accounts).toEqual([ana]);
    expect(ours.posts.map(({ id }) => id)).toEqual(["1", "3", "4"]);
  });
});
