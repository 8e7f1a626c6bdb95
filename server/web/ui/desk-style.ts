/** Where people work: denser than what is read, and harmful media blurred and grey until somebody asks for them. */
export const deskStyle = `
.desk-bar { max-width: 76rem; margin-inline: auto; padding: 0.25rem var(--space) 0; display: flex; flex-wrap: wrap; gap: 0 1.1rem; align-items: baseline; }
.desk-bar > strong { padding-block: 0.4rem; }
.desk-bar ul { display: flex; flex-wrap: wrap; gap: 0 1.1rem; list-style: none; margin: 0; padding: 0; }
.desk-bar a { display: inline-block; padding-block: 0.5rem 0.35rem; text-decoration: none; border-block-end: 3px solid transparent; }
.desk-bar a:hover { text-decoration: underline; }
.desk-bar a[aria-current] { color: var(--text); font-weight: 600; border-block-end-color: var(--accent); }
.count { display: inline-block; min-inline-size: 1.5em; padding-inline: 0.4em; border-radius: 1em; font-size: 0.8rem; font-weight: 600; text-align: center;
  background: color-mix(in srgb, var(--line) 25%, var(--page)); color: var(--text); }
main:focus { outline: none; }
.wide h2 { font-size: 1.1rem; }
.wide h3 { font-size: 1rem; margin-block: 0.5rem; }
.tight { font-size: 0.93rem; line-height: 1.45; }
.filters { display: grid; gap: 0.6rem 0.9rem; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); align-items: end; }
.filters label { font-size: 0.9rem; }
.filters .actions { align-items: center; }
.cases { list-style: none; margin: var(--space) 0; padding: 0; border-block-start: 1px solid color-mix(in srgb, var(--line) 40%, transparent); }
.cases > li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.2rem 0.8rem; padding: 0.7rem 0.5rem;
  border-block-end: 1px solid color-mix(in srgb, var(--line) 40%, transparent); border-inline-start: 0.25rem solid transparent; }
.cases > li:target, .cases > li.here, .cases > li:focus-within { border-inline-start-color: var(--accent); background: var(--card); }
.cases > li > .pick { grid-row: span 3; margin-block-start: 0.15rem; }
.cases > li > :not(.pick, .side) { grid-column: 2; margin: 0; }
.cases > li > .side { grid-column: 3; grid-row: 1; color: var(--quiet); font-size: 0.9rem; white-space: nowrap; }
.cases > li > a.to, .cases h2 a { font-weight: 600; }
.cases h2 { font-size: 1rem; margin: 0; }
@media (max-width: 36rem) {
  .cases > li { grid-template-columns: auto minmax(0, 1fr); }
  .cases > li > .side { grid-column: 2; grid-row: auto; white-space: normal; }
}
.excerpt { color: var(--text); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.tags { display: flex; flex-wrap: wrap; gap: 0.3rem 0.5rem; align-items: center; }
.tag { display: inline-block; padding: 0.05rem 0.5rem; border: 1px solid color-mix(in srgb, var(--line) 60%, transparent); border-radius: 1em; font-size: 0.85rem; }
.tag.grave { color: var(--wrong); border-color: var(--wrong); font-weight: 600; }
.columns { display: grid; gap: 1rem 2rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
@media (min-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 3fr) minmax(19rem, 2fr); }
}
.pair { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); align-items: start; }
.pair > .card { margin-block: 0; }
.ledger { list-style: none; margin: 0; }
.ledger:not(.card) { padding: 0; }
.ledger > li { padding-block: 0.45rem; border-block-end: 1px solid color-mix(in srgb, var(--line) 30%, transparent); }
.ledger > li > :first-child { margin-block-start: 0; }
.ledger > li > :last-child { margin-block-end: 0; }
.kinds { display: grid; gap: 0.25rem; padding: 0; margin: 0; list-style: none; }
.kinds label { display: flex; gap: 0.6rem; align-items: start; padding: 0.4rem; border-radius: var(--round); font-weight: 600; cursor: pointer; }
.kinds label:has(:checked) { background: color-mix(in srgb, var(--accent) 14%, var(--card)); }
form:has(.kinds):not(:has([name="kind"][value="label"]:checked)) > .needs-label,
form:has(.kinds):not(:has([name="kind"][value="note"]:checked)) > .needs-note,
form:has(.kinds):not(:has([name="kind"][value="filter"]:checked)) > .needs-filter { display: none; }
fieldset.bad { border: 2px solid var(--wrong); }
.kinds .hint { display: block; font-weight: 400; margin: 0; }
input[type="radio"] { flex: none; inline-size: 1.25rem; block-size: 1.25rem; margin: 0.15rem 0 0; accent-color: var(--accent); }
input[type="file"] { padding: 0.5rem; }
.checks { display: flex; flex-wrap: wrap; gap: 0.35rem 1.25rem; }
.checks label { display: inline-flex; gap: 0.5rem; align-items: center; font-weight: 400; }
.receipt { font: 1.25rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.code { font: 0.9rem/1.5 ui-monospace, monospace; tab-size: 2; }
table { border-collapse: collapse; inline-size: 100%; }
.scrolls { overflow-x: auto; position: relative; }
.scrolls table { overflow-wrap: break-word; }
.scrolls :is(.tag, button) { white-space: nowrap; }
.desk-bar.inner { padding-inline: 0; margin-inline: 0; }
summary .quiet { font-weight: 400; }
.filters + .ledger { margin-block-start: var(--space); }
caption { text-align: start; font-weight: 600; padding-block-end: 0.5rem; }
th, td { text-align: start; vertical-align: top; padding: 0.45rem 0.7rem 0.45rem 0; border-block-end: 1px solid color-mix(in srgb, var(--line) 35%, transparent); }
[dir="rtl"] :is(th, td) { padding: 0.45rem 0 0.45rem 0.7rem; }
th { font-weight: 600; font-size: 0.9rem; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
.bidi { unicode-bidi: plaintext; }
.quoted { white-space: pre-line; border-inline-start: 3px solid color-mix(in srgb, var(--line) 50%, transparent); padding-inline-start: 0.75rem; margin: 0.35rem 0; }
.flash { border-inline-start: 0.3rem solid var(--accent); }
.flash.bad { border-inline-start-color: var(--wrong); }
.muted :is(img, video) { filter: blur(1.1rem) grayscale(1); transition: none; }
.muted { position: relative; overflow: hidden; border-radius: var(--round); }
.unmute-bar { display: inline-flex; gap: 0.5rem; align-items: center; font-weight: 400; margin-block-end: 0.5rem; }
.harm:has(.unmute:checked) .muted :is(img, video) { filter: grayscale(1); }
.harm:has(.unmute:checked):has(.colour:checked) .muted :is(img, video) { filter: none; }
.diff { overflow-x: auto; }
.diff ins { display: block; text-decoration: none; background: light-dark(#dff3e6, #173526); }
.diff del { display: block; text-decoration: none; background: light-dark(#fbe3e1, #41201e); }
.diff :is(ins, del)::before { content: attr(data-sign) " "; }
.receipt { font: 600 1.35rem/1.6 ui-monospace, monospace; letter-spacing: 0.04em; user-select: all; overflow-wrap: anywhere; }
.button { display: inline-block; font-weight: 600; text-decoration: none; color: var(--accent); border: 1px solid var(--accent); border-radius: var(--round); padding: 0.6rem 1.1rem; min-block-size: 2.75rem; }
.steps { display: flex; flex-wrap: wrap; gap: 0.25rem 0; list-style: none; margin: 0; padding: 0; color: var(--quiet); font-size: 0.93rem; }
.steps > li + li::before { content: "→"; margin-inline: 0.6rem; font-weight: 400; color: var(--quiet); }
[dir="rtl"] .steps > li + li::before { content: "←"; }
.steps > [aria-current] { color: var(--text); font-weight: 600; }
progress { display: block; inline-size: 100%; block-size: 0.75rem; accent-color: var(--accent); }
button.small, .button.small { min-height: 2.25rem; min-block-size: 2.25rem; padding: 0.3rem 0.8rem; }
`;
