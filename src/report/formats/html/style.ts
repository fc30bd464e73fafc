/** How the page looks: light, dark, narrow and printed. */
export const style = `
:root { color-scheme: light dark; --page: #fbfbfa; --card: #fff; --ink: #1d2126; --soft: #59616b; --line: #d9dce0; --accent: #0b5cad; --code: #f2f3f5; --mark: #fff1c2;
  --good: #11663a; --good-bg: #e2f3e8; --weak: #7a4a00; --weak-bg: #fdf0d5; --bad: #8c1f1f; --bad-bg: #fbe7e5; --alarm: #fff; --alarm-bg: #b3261e; --unknown: #3a4a75; --unknown-bg: #e7ebf7; --none: #6a717a; }
@media screen and (prefers-color-scheme: dark) { :root { --page: #14171b; --card: #1b1f25; --ink: #e4e7ea; --soft: #a3abb5; --line: #343a42; --accent: #7db8f5; --code: #22272e; --mark: #4a3d12;
  --good: #8fdcab; --good-bg: #163524; --weak: #f2c66d; --weak-bg: #3b2e10; --bad: #ffb3ab; --bad-bg: #451c1a; --alarm: #fff; --alarm-bg: #c0392f; --unknown: #b7c6f5; --unknown-bg: #232d4d; --none: #98a0aa; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 3.2rem; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); overflow-wrap: break-word; }
header, main, footer { max-width: 86rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0 0 .3rem; }
p { margin: .4rem 0; }
a { color: var(--accent); }
code, pre { font: .86em/1.45 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .3rem .6rem; z-index: 5; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: .55rem 0; border-bottom: 1px solid var(--line); }
.hint, .question, .of, .note, footer { color: var(--soft); }
.hint { font-size: .92em; }
.js-only, [hidden] { display: none !important; } .js .js-only:not([hidden]) { display: block !important; }
.fact { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; font-size: .88em; background: var(--card); white-space: nowrap; }
footer { padding: 2.5rem 1.25rem 2rem; font-size: .88em; }

#matrix-table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); table-layout: fixed; }
#matrix-table th, #matrix-table td { border-top: 1px solid var(--line); padding: .3rem; vertical-align: top; text-align: left; }
#matrix-table thead th { border-top: 0; font-size: .85em; color: var(--soft); padding: .45rem .7rem; }
#matrix-table thead th:first-child { width: 29%; }
#matrix-table tbody th { font-weight: 600; font-size: .93em; padding: .55rem .7rem; overflow-wrap: anywhere; }
.cell { display: inline-block; border-radius: .3rem; padding: .2rem .45rem; text-decoration: none; font-size: .92em; }
tbody td { height: 1px; } td .cell { display: block; height: 100%; border: 1px solid transparent; }
td .cell:hover { border-color: currentColor; }
.cell[aria-current] { outline: 2px solid var(--accent); outline-offset: 1px; }
.good { color: var(--good); background: var(--good-bg); } .weak { color: var(--weak); background: var(--weak-bg); } .bad { color: var(--bad); background: var(--bad-bg); }
.alarm { color: var(--alarm); background: var(--alarm-bg); font-weight: 600; } .unknown { color: var(--unknown); background: var(--unknown-bg); } .none { color: var(--none); }
.mark { font-size: .92em; }
.change { font-size: .78em; font-weight: 700; text-transform: uppercase; letter-spacing: .03em; border: 1px solid currentColor; border-radius: .25rem; padding: 0 .25rem; }

details { background: var(--card); border: 1px solid var(--line); border-radius: .35rem; margin: .4rem 0; padding: 0 .8rem; }
details[open] { padding-bottom: .6rem; }
summary { cursor: pointer; padding: .45rem 0; overflow-wrap: anywhere; }
.group { background: none; border: 0; padding: 0; } .group > summary { font-weight: 600; } .group.empty { opacity: .55; }
.count, .n { color: var(--soft); font-weight: 400; }
.finding .of { display: block; margin-left: 5.4rem; font-size: .9em; }
.severity { display: inline-block; min-width: 4.6rem; text-align: center; border-radius: .3rem; font-size: .82em; font-weight: 600; padding: 0 .4rem; margin-right: .35rem; }
.severity.high { color: var(--alarm); background: var(--alarm-bg); } .severity.medium { color: var(--weak); background: var(--weak-bg); }
.severity.low { color: var(--unknown); background: var(--unknown-bg); } .severity.info { color: var(--none); border: 1px solid var(--line); }
.why, .raise { max-width: 75ch; }
.code { background: var(--code); border-radius: .3rem; padding: .4rem 0; margin: .35rem 0; overflow-x: auto; white-space: pre; }
.code .l { display: inline-block; min-width: 100%; padding: 0 .6rem; } .code .on { background: var(--mark); }
.steps .code .on { background: none; }
.code i { display: inline-block; min-width: 2.6em; margin-right: 1em; text-align: right; color: var(--soft); font-style: normal; user-select: none; }
.steps, .related, .rows { padding-left: 1.2rem; } .steps li, .rows li { margin: .45rem 0; }
.role, .verdict, .standing { font-weight: 600; } .contradicted, .unsupported, .due, .stale, .premise-changed, .not-fixed { color: var(--bad); } .supported { color: var(--good); }
.chain article { border-top: 1px solid var(--line); padding: .7rem 0 .2rem; } .chain article .of { display: none; } .recipes { border-top: 1px solid var(--line); padding-top: .7rem; } .code.type { padding: .4rem .7rem; }
article:target { background: var(--mark); }

#filters { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: center; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: .35rem; background: var(--card); font-size: .92em; }
#filters fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: center; } #filters legend { float: left; padding: 0; }
#filters select, #filters input[type="search"] { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: .25rem; padding: .15rem .3rem; max-width: 18rem; }
button { font: inherit; font-size: .92em; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .3rem; padding: .2rem .7rem; cursor: pointer; }
button:hover { border-color: var(--accent); } button[aria-pressed="true"] { border-color: var(--accent); color: var(--accent); }

#panel { position: fixed; z-index: 4; left: 0; right: 0; bottom: 0; height: 46vh; overflow: auto; background: var(--card); border-top: 2px solid var(--accent); box-shadow: 0 0 24px rgb(0 0 0 / .22); padding: 0 1.25rem 1.5rem; }
.paneled { scroll-padding-bottom: 47vh; } .paneled body { padding-bottom: 46vh; } .paneled .drawing { max-height: 44vh; }
#panel:focus { outline: none; }
.bar { position: sticky; top: 0; display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: .7rem 0; background: var(--card); border-bottom: 1px solid var(--line); margin-bottom: .8rem; }
#panel h3 .of { display: block; font-weight: 400; overflow-wrap: anywhere; }
@media (min-width: 1500px) { .paneled { scroll-padding-bottom: 0; } #panel { left: auto; top: 0; height: auto; width: 34rem; border-top: 0; border-left: 1px solid var(--line); } .paneled body { padding-right: 34rem; padding-bottom: 0; } .paneled .drawing { max-height: 82vh; } }

.tools { margin: .4rem 0; } .tools button { margin-right: .4rem; } #lit-for { color: var(--soft); font-size: .92em; }
.drawing { overflow: auto; max-height: 82vh; border: 1px solid var(--line); border-radius: .35rem; background: var(--card); }
#drawing { display: block; } #drawing.fit { width: 100%; height: auto; }
#drawing text { font: 12px system-ui, sans-serif; fill: var(--ink); } #drawing .sub { font-size: 10.5px; fill: var(--soft); }
#drawing rect { fill: var(--page); stroke: var(--soft); stroke-width: 1; }
#drawing .source rect { stroke-width: 2; } #drawing .image rect { fill: var(--unknown-bg); } #drawing .evidence rect { fill: var(--good-bg); stroke: var(--good); } #drawing .place rect { fill: var(--weak-bg); } #drawing .surface rect { stroke: var(--accent); stroke-width: 1.6; }
#drawing .e { fill: none; stroke: var(--soft); stroke-width: 1.1; } #drawing .e.weak { stroke-dasharray: 5 4; } #head path { fill: var(--soft); fill: context-stroke; }
#drawing.lit .n:not(.on) { opacity: .28; } #drawing.lit .e:not(.on) { opacity: .12; }
#drawing .e.on { stroke: var(--accent); stroke-width: 1.8; } #drawing .on rect { stroke: var(--accent); } #drawing .n.hot rect { stroke-width: 3; } #drawing .e.hot { stroke-width: 2.6; }

@media (max-width: 720px) {
  header, main, footer { padding-left: .8rem; padding-right: .8rem; }
  #matrix-table, #matrix-table tbody, #matrix-table tr, #matrix-table tbody th, #matrix-table td { display: block; width: auto; } #matrix-table thead { display: none; }
  #matrix-table tr { border-top: 1px solid var(--line); padding: .3rem 0 .5rem; display: grid; grid-template-columns: 1fr 1fr; } #matrix-table tbody th { grid-column: 1 / -1; } #matrix-table th, #matrix-table td { border: 0; }
  #matrix-table td::before { content: attr(data-title); display: block; font-size: .78em; color: var(--soft); padding-left: .45rem; } #matrix-table td, td .cell { height: auto; }
  .finding .of { margin-left: 0; }
}
@media print {
  :root { color-scheme: light; } body { background: #fff; font-size: 10.5pt; } nav, #filters, #panel, .skip, .js .js-only:not([hidden]), .hint { display: none !important; }
  .paneled body { padding: 0; } .drawing { max-height: none; overflow: visible; border: 0; } #drawing { width: 100%; height: auto; } #drawing.lit .n, #drawing.lit .e { opacity: 1 !important; }
  details { break-inside: auto; border-color: #bbb; } article, tr, .code { break-inside: avoid; } .cell, .severity { print-color-adjust: exact; -webkit-print-color-adjust: exact; } .code { white-space: pre-wrap; }
}
`;
