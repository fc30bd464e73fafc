import type { SurfaceReport } from '../../../audit/index.ts';
import type { Because, Evidence } from '../../../controls/index.ts';
import { joinAlike } from '../../assumptions.ts';
import { cut } from '../../width.ts';
import { cellText, cellWords, columns } from '../../words.ts';
import type { Context } from './context.ts';
import type { Excerpts } from './excerpt.ts';
import { cellId } from './matrix.ts';
import { html, span } from './text.ts';

const mostPlaces = 12;
const mostNames = 24;
const mostNotes = 12;
const mostRecipes = 12;

const kinds: readonly { readonly role: Because['role']; readonly title: string }[] = [
  { role: 'publishes', title: 'published' },
  { role: 'covers', title: 'rests on' },
  { role: 'transports', title: 'carried by' },
  { role: 'misses', title: 'left out' },
  { role: 'lowers', title: 'lowered by' },
  { role: 'assumes', title: 'taken as' },
];

/** Why each cell says what it says: a folded part for each surface, an article in it for each cell. */
export function chainsSection(context: Context, surfaces: readonly SurfaceReport[], excerpts: Excerpts): string {
  return surfaces
    .map((surface, number) => {
      const cells = columns.map((column) => chain(context, surface, number, column, excerpts));
      return `<details class="chain" id="s-${number}" data-surface="${number}"><summary>${html(cut(context.title(surface.id), 200))}</summary>\n${about(context, surface)}\n${cells.join('\n')}\n${recipesPart(context, surface)}</details>`;
    })
    .join('\n');
}

function about(context: Context, surface: SurfaceReport): string {
  const { workflow, job, step, config } = surface.publishedBy;
  const by = [workflow, job, step, config].filter((part) => part !== '').join(', ');
  const names = surface.members.slice(0, mostNames).map((name) => `<code>${html(cut(name, 200))}</code>`);
  const more = surface.members.length > mostNames ? ` and ${surface.members.length - mostNames} more` : '';
  const notes = surface.notes.slice(0, mostNotes).map((note) => `<p class="note">${html(note)}</p>`);
  return `<p>Published by ${by === '' ? 'hand' : html(by)} (${context.where(surface.at)})${names.length === 0 ? '' : `: ${names.join(', ')}${more}`}</p>${notes.join('')}`;
}

/** What a stranger types to check it. */
function recipesPart(context: Context, surface: SurfaceReport): string {
  const found = context.input.recipes.find((one) => one.surface === surface.id);
  const written = (found?.recipes ?? []).flatMap((one) => (one.kind === 'written' ? [one] : [])).slice(0, mostRecipes);
  if (written.length === 0) return '';
  const parts = written.map(
    (one) =>
      `<p>With ${html(one.needs)}. It shows: ${html(one.proves)}.</p><pre class="code type" tabindex="0">${one.lines.map(html).join('\n')}</pre>${one.notes.map((note) => `<p class="note">${html(note)}</p>`).join('')}`,
  );
  return `<div class="recipes"><h3>How a stranger checks it</h3>${parts.join('')}</div>`;
}

function chain(context: Context, surface: SurfaceReport, number: number, column: (typeof columns)[number], excerpts: Excerpts): string {
  const evidence = surface.controls[column.id];
  const { tone } = cellWords(evidence);
  const places = [...new Set(evidence.because.map((one) => context.place(one.span)))];
  return `<article id="${cellId(number, column.id)}" data-surface="${number}" data-places="${places.join(' ')}">
<h3><span class="of">${html(cut(context.title(surface.id), 120))}</span> ${html(column.title)}</h3>
<p class="question">${html(column.question.slice(0, 1).toUpperCase() + column.question.slice(1))}?</p>
<p><span class="cell ${tone}">${html(cellText(evidence))}</span>${evidence.reason === null ? '' : ` ${html(evidence.reason)}`}</p>
${facts(evidence)}${steps(context, evidence, excerpts)}${after(evidence)}</article>`;
}

function facts(evidence: Evidence): string {
  const strong = evidence.status === 'absent' || evidence.strength === null ? '' : evidence.strength.replaceAll('-', ' ');
  const list = [
    strong,
    evidence.binds === null ? '' : `bound to the ${evidence.binds}`,
    evidence.attachedTo === null ? '' : `attached: ${evidence.attachedTo}`,
  ].filter((fact) => fact !== '');
  return list.length === 0 ? '' : `<p class="facts">${list.map((fact) => span('fact', fact)).join(' ')}</p>\n`;
}

function steps(context: Context, evidence: Evidence, excerpts: Excerpts): string {
  const ordered = kinds.flatMap(({ role, title }) => evidence.because.filter((one) => one.role === role).map((one) => ({ ...one, title })));
  const byPlace = new Map<string, { readonly title: string; readonly span: Because['span']; readonly whats: string[] }>();
  for (const { title, span: at, what } of ordered) {
    const key = `${title} ${context.place(at)}`;
    const found = byPlace.get(key);
    if (found === undefined) byPlace.set(key, { title, span: at, whats: [what] });
    else if (!found.whats.includes(what)) found.whats.push(what);
  }
  const unlike = [...byPlace.values()];
  if (unlike.length === 0) return '';
  const shown = unlike.slice(0, mostPlaces).map((one) => {
    const title = one.title === 'rests on' && evidence.status === 'absent' ? 'tried at' : one.title;
    return `<li>${span('role', title)} ${html(joined(one.whats))} ${context.where(one.span)}${excerpts.line(one.span)}</li>`;
  });
  const more = unlike.length > mostPlaces ? `<li>and ${unlike.length - mostPlaces} more</li>` : '';
  return `<ol class="steps">${shown.join('')}${more}</ol>\n`;
}

/** `publishes a`, `publishes b` as `publishes a, b`. */
function joined(whats: readonly string[]): string {
  const [first = ''] = whats;
  const verb = first.slice(0, first.indexOf(' ') + 1);
  const alike = verb !== '' && whats.every((what) => what.startsWith(verb) && !what.includes(':'));
  const shown = whats.slice(0, mostNames).map((what, i) => (alike && i > 0 ? what.slice(verb.length) : what));
  const more = whats.length > mostNames ? ` and ${whats.length - mostNames} more` : '';
  return `${shown.join(alike ? ', ' : '; ')}${more}`;
}

function after(evidence: Evidence): string {
  const said = joinAlike(evidence.assumes);
  const assumes = said.slice(0, mostNotes).map((one) => `<li>${html(one)}</li>`);
  const more = said.length > mostNotes ? `<li>and ${said.length - mostNotes} more</li>` : '';
  return `${assumes.length === 0 ? '' : `<p>Assumes:</p><ul>${assumes.join('')}${more}</ul>\n`}${evidence.raise === null ? '' : `<p class="raise"><b>To raise it:</b> ${html(evidence.raise)}.</p>\n`}`;
}
