import { deskStyle } from "./desk-style.ts";
import { mediaStyle } from "./media-style.ts";

/**
 * The look of all pages: tokens first, then what uses them. Light and dark follow the reader's system; logical
 * properties, so that right-to-left needs nothing more.
 */
export const style = `:root {
  color-scheme: light dark;
  --text: light-dark(#1d2320, #e6ebe7);
  --quiet: light-dark(#55605a, #a3aea7);
  --page: light-dark(#fbfaf7, #161a18);
  --card: light-dark(#ffffff, #1f2522);
  --line: light-dark(#8a938d, #6d7871);
  --accent: light-dark(#1f6a4a, #7fd3a9);
  --on-accent: light-dark(#ffffff, #10231a);
  --wrong: light-dark(#a3231f, #ffa39c);
  --space: 1rem;
  --round: 0.5rem;
  --width: 38rem;
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
main, body > header, body > footer { max-width: var(--width); margin-inline: auto; padding: var(--space); }
body > header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 1.25rem; align-items: baseline; padding-block-end: 0; }
body > header nav, body > footer nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
body > header a, body > footer a { display: inline-block; padding-block: 0.4rem; }
.site { font-weight: 700; font-size: 1.1rem; color: var(--text); text-decoration: none; }
.site:hover { text-decoration: underline; }
.skip { position: absolute; inset-inline-start: var(--space); inset-block-start: -4rem; padding: 0.5rem 1rem; background: var(--card); }
.skip:focus { inset-block-start: 0.5rem; z-index: 1; }
body > footer { color: var(--quiet); font-size: 0.875rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin-block: 0.5rem; }
h2 { font-size: 1.25rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.card {
  background: var(--card);
  border: 1px solid color-mix(in srgb, var(--line) 40%, transparent);
  border-radius: var(--round);
  padding: calc(var(--space) * 1.25);
  margin-block: var(--space);
}
.quiet { color: var(--quiet); }
.card > :first-child, .nested > :first-child { margin-block-start: 0; }
.card > :last-child, .nested > :last-child, .stack > :last-child { margin-block-end: 0; }
.stack > * + * { margin-block-start: var(--space); }
label { display: block; font-weight: 600; }
.hint { color: var(--quiet); font-size: 0.9rem; margin: 0.1rem 0 0.35rem; }
input {
  width: 100%;
  font: inherit;
  color: inherit;
  background: var(--page);
  border: 1px solid var(--line);
  border-radius: var(--round);
  padding: 0.55rem 0.7rem;
}
input[type="checkbox"] { flex: none; inline-size: 1.5rem; block-size: 1.5rem; margin: 0; accent-color: var(--accent); }
.tick { display: flex; gap: 0.75rem; align-items: start; }
.tick .hint { margin-block-end: 0; }
:is(input, select, textarea)[aria-invalid="true"] { border-color: var(--wrong); border-width: 2px; }
.wrong { color: var(--wrong); font-weight: 600; margin: 0.35rem 0 0; }
button {
  font: inherit;
  font-weight: 600;
  color: var(--on-accent);
  background: var(--accent);
  border: 0;
  border-radius: var(--round);
  padding: 0.65rem 1.2rem;
  min-height: 2.75rem;
  cursor: pointer;
}
button:disabled { opacity: 0.5; cursor: default; }
button.danger { background: var(--wrong); }
button.plain { color: var(--accent); background: none; border: 1px solid var(--accent); }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.qr svg { display: block; max-inline-size: 16rem; background: #fff; border-radius: var(--round); }
.spaced > li + li { margin-block-start: var(--space); }
.apart { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; }
ul.card:has(> .apart) { list-style: none; }
.codes { columns: 2; list-style: none; }
.lead { font-size: 1.15rem; }
.focus { border-inline-start: 0.3rem solid var(--accent); }
.byline { display: flex; gap: 0.75rem; align-items: center; margin-block: 0; }
.byline h1, .byline p { margin-block: 0; }
.byline .name { font-weight: 600; color: var(--text); text-decoration: none; }
.byline .quiet a { color: inherit; }
.byline .name:hover { text-decoration: underline; }
.portrait {
  flex: none;
  display: inline-grid;
  place-items: center;
  inline-size: 2.75rem;
  block-size: 2.75rem;
  border-radius: 50%;
  object-fit: cover;
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 700;
}
.portrait.large { inline-size: 6rem; block-size: 6rem; font-size: 2.25rem; border: 3px solid var(--card); }
.profile { overflow: clip; }
.banner { display: block; inline-size: calc(100% + 2.5 * var(--space)); max-inline-size: none; aspect-ratio: 3; object-fit: cover;
  margin: calc(var(--space) * -1.25); margin-block-end: 0; border-radius: 0; }
.verified { color: var(--accent); font-size: 0.875rem; font-weight: 600; white-space: nowrap; }
.text > :first-child { margin-block-start: 0; }
.text > :last-child { margin-block-end: 0; }
.tabs, .pager { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin-block: var(--space); }
.tabs a { padding-block: 0.5rem; text-decoration: none; border-block-end: 3px solid transparent; }
.tabs a:hover { text-decoration: underline; }
.tabs a[aria-current="page"] { color: var(--text); font-weight: 600; border-block-end-color: var(--accent); }
.pager a { padding-block: 0.5rem; }
.nested { margin-inline: 0; padding: 0.75rem var(--space); border: 1px solid color-mix(in srgb, var(--line) 50%, transparent); border-radius: var(--round); }
.poll { list-style: none; padding: 0; }
.poll li + li { margin-block-start: 0.5rem; }
.poll meter { display: block; inline-size: 100%; block-size: 0.75rem; }
.rules { padding-inline-start: 3rem; }
.rules p { margin-block: 0; }
.embed main { padding: 0.25rem; max-width: none; }
.embed .card { margin-block: 0 0.5rem; }
[hidden] { display: none !important; }
textarea, select {
  width: 100%;
  font: inherit;
  color: inherit;
  background: var(--page);
  border: 1px solid var(--line);
  border-radius: var(--round);
  padding: 0.55rem 0.7rem;
}
button.plain[aria-pressed="true"] { color: var(--on-accent); background: var(--accent); }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
img { max-width: 100%; height: auto; border-radius: var(--round); }
summary { cursor: pointer; font-weight: 600; }
code { font-size: 0.95em; }
.command { white-space: pre-wrap; }
.name summary { font-weight: 400; white-space: nowrap; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid var(--line); border-radius: var(--round); }
dl { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: 0.35rem 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
.invisible { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.ellipsis::after { content: "…"; }
${mediaStyle}${deskStyle}`;
