/** What is attached to posts. A place is kept by an element's own proportions, so that nothing moves when it comes. */
export const mediaStyle = `
.media { display: grid; gap: 0.5rem; }
.media.many { grid-template-columns: 1fr 1fr; }
.media.many > :not(.picture), .media.many > :first-child:nth-last-child(odd) { grid-column: 1 / -1; }
figure { margin: 0; }
figcaption { margin-block-start: 0.35rem; font-size: 0.9rem; }
.picture, .picture a, .picture picture { display: block; }
.picture a:focus-visible { outline-offset: 3px; border-radius: var(--round); }
.picture img, .media video {
  display: block;
  inline-size: 100%;
  block-size: auto;
  max-block-size: 34rem;
  object-fit: contain;
  background: color-mix(in srgb, var(--line) 18%, var(--card));
  border-radius: var(--round);
}
.media.many .picture :is(img, video) { block-size: 100%; aspect-ratio: 4 / 3; object-fit: cover; object-position: var(--at-x, 50%) var(--at-y, 50%); }
.media.many > .picture:first-child:nth-last-child(odd) :is(img, video) { aspect-ratio: 16 / 9; }
.media video { background: #000; }
${[0, 1, 2, 3, 4].map((n) => `.at-x${n} { --at-x: ${n * 25}%; } .at-y${n} { --at-y: ${n * 25}%; }`).join("")}
.still { display: none !important; }
@media (prefers-reduced-motion: reduce) {
  .still { display: block !important; }
  .moves { display: none !important; }
}
.sound { display: grid; gap: 0.5rem; }
.sound img { inline-size: min(100%, 18rem); aspect-ratio: 1; object-fit: cover; }
audio { display: block; inline-size: 100%; }
details > .media { margin-block-start: 0.75rem; }
.attachments { list-style: none; padding: 0; margin: 0; }
.attached { display: flex; flex-wrap: wrap; gap: 0.75rem; padding-block: 0.75rem; border-block-start: 1px solid color-mix(in srgb, var(--line) 40%, transparent); }
.attached > .stack { flex: 1 1 15rem; }
.attached .stack > * + * { margin-block-start: 0.5rem; }
.attached .preview { flex: none; inline-size: 6rem; }
.attached .preview:empty { display: none; }
.attached .preview img { display: block; inline-size: 6rem; block-size: 6rem; object-fit: cover; }
.attached .wrong { margin: 0; }
fieldset { border: 1px solid color-mix(in srgb, var(--line) 50%, transparent); border-radius: var(--round); padding: 0.5rem 0.75rem 0.75rem; }
legend { font-weight: 600; padding-inline: 0.25rem; }
progress { flex: 1 1 6rem; accent-color: var(--accent); }
.wide > :is(header, main, footer) { max-width: 76rem; }
.crumb { margin-block: 0; }
.crumb a { display: inline-block; padding-block: 0.4rem; }
.crumb a::before { content: "← "; content: "← " / ""; }
.crumb a:dir(rtl)::before { content: "→ "; content: "→ " / ""; }
.wide h1 { font-size: 1.35rem; }
.beside { display: grid; gap: 1.25rem 2.5rem; margin-block-start: 1.25rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 52rem) { .beside { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); } }
.beside h2 { font-size: 1.05rem; margin-block: 0 0.35rem; }
.beside p.alt { white-space: pre-line; font-size: 1.1rem; margin-block: 0; }
.beside blockquote { margin-block: var(--space); }
.files { list-style: none; padding: 0; margin: 0; }
.files a { display: inline-block; padding-block: 0.3rem; }
.keys { margin-block-start: 1.25rem; }
.keys dl { margin-block: 0.75rem 0; }
.keys .tick { margin-block-start: 0.75rem; font-weight: 400; }
kbd { font: 600 0.9em ui-monospace, monospace; color: var(--text); }
.bar { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; margin-block-start: 0.6rem; min-block-size: 2.75rem; }
.bar nav { margin-inline-start: auto; }
.bar nav a { padding: 0.5rem; text-decoration: none; font-weight: 600; }
.bar nav a:hover { text-decoration: underline; }
.bar label { display: inline-flex; gap: 0.5rem; align-items: center; font-weight: 400; color: var(--quiet); }
.bar select { inline-size: auto; color: var(--text); min-block-size: 2.75rem; }
.bar button { min-inline-size: 2.75rem; padding-inline: 0.75rem; font-size: 1.1rem; line-height: 1; }
button[aria-disabled="true"] { opacity: 0.45; cursor: default; }
.stage { --fit: min(72vh, 46rem); --times: 1; display: flex; overflow: auto; overscroll-behavior: contain; max-block-size: var(--fit);
  border-radius: var(--round); background: color-mix(in srgb, var(--line) 14%, var(--card)); }
.stage a { display: block; flex: none; margin: auto; inline-size: calc(100% * var(--times)); cursor: zoom-in; }
.stage img { display: block; inline-size: 100%; block-size: auto; max-inline-size: none; max-block-size: calc(var(--fit) * var(--times));
  object-fit: contain; background: none; border-radius: 0; }
${[1.5, 2, 3, 4].map((times, at) => `.stage[data-size="${at + 1}"] { --times: ${times}; }`).join(" ")}
.stage:not([data-size="0"])[data-size] a { cursor: zoom-out; }
.player .media video { max-block-size: min(72vh, 46rem); }
.embed :is(.player video, .stage) { --fit: calc(100dvh - 8.5rem); max-block-size: max(10rem, var(--fit)) !important; }
.player.sound { max-inline-size: 38rem; }
.player.sound img { inline-size: 100%; }
dialog.pictures { inline-size: 100vw; block-size: 100dvh; max-inline-size: none; max-block-size: none; margin: 0; padding: 0; border: 0;
  color: var(--text); background: var(--page); }
dialog.pictures[open] { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; }
dialog.pictures .bar { margin: 0; padding: 0.5rem var(--space); }
dialog.pictures .stage { --fit: calc(100dvh - 9.75rem); max-block-size: none; border-radius: 0; }
dialog.pictures .under { inline-size: 100%; max-inline-size: 60rem; max-block-size: 6rem; overflow: auto; margin-inline: auto; padding: 0.75rem var(--space); }
dialog.pictures .under p { margin: 0; white-space: pre-line; }
`;
