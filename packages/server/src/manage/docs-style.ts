/** The style of the page of the management API: light and dark, from a telephone to a screen on the wall. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #fff; --ink: #1d2126; --soft: #5b6470; --line: #e4e1d9; --accent: #a3341f; --code: #f3f0e9;
  --get: #1d6b4f; --post: #8a4b08; --put: #6a4a9c; --delete: #a3241f; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171b; --card: #1b1f25; --ink: #e6e4df; --soft: #9aa3ae; --line: #2d333b; --accent: #f0907c; --code: #242a32;
  --get: #6fc7a4; --post: #e2a760; --put: #b9a0e6; --delete: #f08d86; } }
* { box-sizing: border-box; }
html { font-size: clamp(15px, .35vw + 11px, 24px); scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.6;
  font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
a { color: var(--accent); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
code, pre, .path { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .88em; }
code { background: var(--code); border-radius: .25em; padding: .08em .3em; overflow-wrap: anywhere; }
pre { background: var(--code); border-radius: .5rem; padding: .8rem 1rem; overflow-x: auto; line-height: 1.5; margin: .8rem 0 0; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
header { border-bottom: 1px solid var(--line); padding: 1.6rem clamp(1rem, 3vw, 3rem) 1.2rem; }
header > div, header > p { max-width: 106rem; margin-left: auto; margin-right: auto; }
header .top { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; align-items: baseline; justify-content: space-between; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0; letter-spacing: -.01em; }
header p { color: var(--soft); margin-top: .5rem; margin-bottom: 0; }
.languages { display: flex; gap: 1rem; }
.languages [aria-current] { color: var(--soft); }
.page { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 3rem; padding: 0 clamp(1rem, 3vw, 3rem) 4rem; max-width: calc(106rem + 2 * clamp(1rem, 3vw, 3rem)); margin: 0 auto; }
nav { padding-top: 1.2rem; }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
nav li li, nav li ul { display: none; }
main { min-width: 0; }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .9rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); }
h3 { font-size: .82rem; color: var(--soft); font-weight: 600; margin: 1.3rem 0 .3rem; }
.cards { display: grid; gap: .7rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; min-width: 0; }
details[open] { padding-bottom: 1.1rem; }
summary { cursor: pointer; padding: .8rem 1rem; list-style: none; display: grid; grid-template-columns: auto minmax(0, 1fr) auto 1em; gap: .15rem .8rem; align-items: baseline; }
summary::after { content: "▸"; color: var(--soft); grid-row: 1; grid-column: 4; text-align: right; }
details[open] > summary::after { content: "▾"; }
summary::-webkit-details-marker { display: none; }
summary .says { grid-column: 1 / -1; color: var(--soft); }
details > :not(summary) { margin-left: 1rem; margin-right: 1rem; }
.method { font-weight: 700; font-size: .78rem; letter-spacing: .03em; min-width: 3.6em; }
.GET { color: var(--get); } .POST { color: var(--post); } .PUT { color: var(--put); } .DELETE { color: var(--delete); }
.path { font-weight: 600; overflow-wrap: anywhere; }
.role { color: var(--soft); font-size: .8rem; border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .6rem; white-space: nowrap; }
table { border-collapse: collapse; width: 100%; }
details > table { width: calc(100% - 2rem); }
.here { display: block; scroll-margin-top: 6.5rem; }
td { border-top: 1px solid var(--line); padding: .4rem .8rem .4rem 0; vertical-align: top; overflow-wrap: anywhere; }
tr:first-child td { border-top: 0; }
td:nth-child(1) { width: 30%; } td:nth-child(2) { width: 25%; color: var(--soft); font-size: .9em; }
.problem td:nth-child(1) { width: 26%; } .problem td:nth-child(2) { width: 10%; }
.problem tr:target, details:has(> :target) { background: color-mix(in srgb, var(--accent) 12%, var(--card)); }
.intro { max-width: 52rem; }
.intro p { margin: .8rem 0; }
footer { color: var(--soft); margin-top: 3rem; font-size: .88rem; }
@media (max-width: 40rem) {
  td, tr, tbody, table { display: block; }
  td { border: 0; padding: 0; width: auto !important; }
  tr { border-top: 1px solid var(--line); padding: .5rem 0; }
  tr:first-child { border-top: 0; }
}
@media (min-width: 60rem) {
  .page { grid-template-columns: 15rem minmax(0, 1fr); }
  nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 2rem 0; font-size: .93rem; }
  nav ul { display: block; } nav li { margin: .3rem 0; } nav li ul { display: block; padding-left: .8rem; font-size: .92em; } nav li li { display: block; margin: .12rem 0; }
  nav li a { color: var(--ink); } nav li li a { color: var(--soft); }
}
@media (min-width: 105rem) { .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@media print { details { break-inside: avoid; } nav { display: none; } }
`;
