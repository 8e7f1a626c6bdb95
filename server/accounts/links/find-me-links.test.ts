import { expect, it } from "vitest";
import { findMeLinks } from "./find-me-links.ts";

const page = "https://ana.example/about/";

it.each([
  ['<a href="https://here.example/@ana" rel="me">', ["https://here.example/@ana"]],
  ["<LINK REL='nofollow ME' HREF=https://here.example/@ana>", ["https://here.example/@ana"]],
  ['<a rel="me" href="../@ana">', ["https://ana.example/@ana"]],
  [
    '<a rel="me noopener" href="https://a.example">x</a><a rel="me" href="https://b.example/">',
    ["https://a.example/", "https://b.example/"],
  ],
  ['<a rel="home" href="https://here.example/@ana">', []],
  ['<a rel="me" href="javascript:alert(1)"><a rel="me" href="mailto:ana@here.example"><a rel="me">', []],
  ['<!-- <a rel="me" href="https://here.example/@ana"> -->', []],
  ['<p title=\'<a rel="me" href="https://here.example/@ana">\'>', []],
  ["<a rel=me href=https://here.example/@ana", []],
])("%s", (html, links) => {
  expect(findMeLinks(html, page)).toEqual(links);
});
