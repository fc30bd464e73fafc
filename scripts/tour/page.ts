import type { Agreement } from './agree.ts';
import type { Act, Line } from './stage.ts';

/** What the tour came to, as one page without scripts and without anything from elsewhere. */
export function tourPage(tour: {
  readonly acts: readonly Act[];
  readonly proved: readonly string[];
  readonly cells: readonly Agreement[];
  readonly seconds: string;
}): string {
  const acts = tour.acts.map(({ title, told }, i) => `<section><h2>${i + 1}. ${escaped(title)}</h2>\n${told.map(toldAsHtml).join('\n')}</section>`);
  const rows = tour.cells.map(
    ({ surface, subject, column, audited, observed, agrees }) =>
      `<tr><td>${escaped(surface)}</td><td>${column}</td><td>${escaped(audited === 'absent' ? 'no' : audited)}</td><td>${observed}</td><td>${agrees ? 'agree' : '<strong>disagree</strong>'}</td><td><code>${escaped(subject)}</code></td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>A release, walked through</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
table { border-collapse: collapse; display: block; overflow-x: auto }
td, th { border: 1px solid #8888; padding: .3rem .6rem; text-align: left }
pre { background: #8881; padding: .6rem; overflow-x: auto; font-size: 13px }
summary code { font-size: 14px }
</style>
</head>
<body>
<h1>A release, walked through</h1>
<p>In ${tour.seconds} s, on one machine, with no network but its own. What was proved:</p>
<ul>
${tour.proved.map((one) => `<li>${escaped(one)}</li>`).join('\n')}
</ul>
<h2>What the text promised, and what was published</h2>
<table>
<thead><tr><th>Surface</th><th>Question</th><th>The audit</th><th>There is</th><th></th><th>Verified</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
${acts.join('\n')}
</body>
</html>
`;
}

function toldAsHtml(one: string | Line): string {
  if (typeof one === 'string') return `<p>${escaped(one)}</p>`;
  return `<details><summary><code>$ ${escaped(one.command)}</code> exit ${one.code}</summary><pre>${escaped(`${one.out}${one.err}`.slice(0, 20_000))}</pre></details>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
