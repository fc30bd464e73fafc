import { createHash } from 'node:crypto';
import { exposedText } from '../../against.ts';
import { decidedByChange, decidedByChangeText } from '../../decided-by-change.ts';
import { tally } from '../../findings.ts';
import { networkText } from '../../service.ts';
import { count } from '../../words.ts';
import type { LateInput } from '../input.ts';
import { chainsSection } from './chains.ts';
import { Context } from './context.ts';
import { drawing } from './drawing.ts';
import { Excerpts } from './excerpt.ts';
import { findingsSection } from './findings.ts';
import { drawnLineage } from './graph.ts';
import { matrixSection } from './matrix.ts';
import { claimsSection, decisionsSection, limitsSection } from './more.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { html, span } from './text.ts';

/** More rows than these are no overview. */
const mostSurfaces = 500;

/**
 * Returns the report as one page that needs nothing else: no network, and its own style and script alone, which it names
 * by their digests.
 */
export function renderHtml(input: LateInput): string {
  const { report } = input;
  const context = new Context(input);
  const excerpts = new Excerpts(input.textOf);
  const surfaces = report.surfaces.slice(0, mostSurfaces);
  const left = report.surfaces.length - surfaces.length;
  const policy = `default-src 'none'; script-src '${digest(script)}'; style-src '${digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Release trust of ${html(report.repository.name)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#matrix">To the matrix</a>
<header>
${head(context)}
<nav aria-label="Parts of this page"><a href="#matrix">Matrix</a> <a href="#findings">Findings</a> <a href="#lineage">Lineage</a> <a href="#why">Why</a> <a href="#limits">Limits</a></nav>
</header>
<main>
<section aria-labelledby="matrix">
<h2 id="matrix">What is published, and what proves it</h2>
<p class="hint js-only">Choose a cell to see why it says so. Arrow keys move, Enter opens, Escape closes.</p>
${matrixSection(context, surfaces)}
${left > 0 ? `<p>${count(left, 'surface')} more: see the report as JSON.</p>` : ''}
</section>
<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
${findingsSection(context, excerpts)}
</section>
<section aria-labelledby="lineage">
<h2 id="lineage">Lineage</h2>
${lineagePart(context)}
</section>
<section aria-labelledby="why">
<h2 id="why">Why each cell says so</h2>
${chainsSection(context, surfaces, excerpts)}
</section>
<section aria-label="Claims and decisions">
${claimsSection(context)}
${decisionsSection(context)}
</section>
<section aria-labelledby="limits">
<h2 id="limits">What the answers do not rest on</h2>
${limitsSection(context)}
</section>
</main>
<aside id="panel" role="dialog" aria-label="Why the cell says so" tabindex="-1" hidden><div class="bar"><a id="panel-way" href="#lineage">Its way in the lineage</a><button type="button" id="panel-close">Close</button></div><div id="panel-body"></div></aside>
<footer>sealwright ${html(report.tool.version)}. Everything was read as text: ${html(networkText(report))}</footer>
<script>${script}</script>
</body>
</html>
`;
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function head({ input }: Context): string {
  const { repository, surfaces, against, findings } = input.report;
  const counts = tally(surfaces);
  const facts = [
    count(surfaces.length, 'release surface'),
    `${counts.present} present`,
    `${counts.partial} partly`,
    `${counts.absent} absent`,
    `${counts.unknown} unknown`,
    count(findings.length, 'finding'),
  ];
  const commit = repository.commit === null ? '' : ` at <code>${html(repository.commit.slice(0, 12))}</code>`;
  const date = repository.date === null ? '' : `, ${html(repository.date.slice(0, 10))}`;
  return `<h1>${html(repository.name)}</h1>
<p>Release trust${commit}${date}: ${facts.map((fact) => span('fact', fact)).join(' ')}</p>${
    against === undefined
      ? ''
      : `
<p>Compared with <code>${html(against.ref)}</code>: ${findings.filter((one) => one.change === 'new').length} new, ${against.cured.length} gone${against.gone.length === 0 ? '' : `; no longer published: ${html(against.gone.slice(0, 20).join(', '))}`}.</p>
<ul>${against.exposed
          .slice(0, 20)
          .map((one) => `<li><b>Newly exposed:</b> ${html(exposedText(one))}.</li>`)
          .join('')}${decidedByChange(input.report)
          .slice(0, 20)
          .map((one) => `<li><b>Decided by this change:</b> ${html(decidedByChangeText(one, input.report))}.</li>`)
          .join('')}</ul>`
  }`;
}

function lineagePart(context: Context): string {
  const drawn = drawnLineage(context.input.report, context.input.lineage);
  if (drawn.nodes.length === 0) return '<p>No way from source to surface was found.</p>';
  const left = drawn.left.map((number) => `<li>${html(context.title(context.input.report.surfaces[number]?.id ?? ''))}</li>`);
  return `<p class="hint">From source to what strangers take, left to right. A dashed line may not happen. Hover for the place; a surface leads to its answers.</p>
<div class="tools js-only"><button type="button" id="zoom-fit" aria-pressed="false">Fit to width</button> <button type="button" id="light-off" hidden>Show all equally</button> <span id="lit-for"></span></div>
<div class="drawing" tabindex="0">${drawing(context, drawn)}</div>
${left.length === 0 ? '' : `<p>Too large to be drawn beside the others (<code>sealwright lineage SURFACE --format dot</code> draws one):</p><ul>${left.slice(0, 50).join('')}</ul>`}`;
}
