import { showSpan } from '../base/index.ts';
import type { AuditReport, Recipe, SurfaceRecipes, WrittenRecipe } from '../audit/index.ts';
import { logSafe, printable, printableJson } from './escape.ts';
import { block, code, prose } from './markdown-text.ts';
import { painter } from './style.ts';
import { titlesOf } from './titles.ts';
import { wrap } from './width.ts';
import { columns } from './words.ts';

export interface RecipeOptions {
  readonly width: number;
  readonly colour: boolean;
}

/** The recipes of some surfaces as text for a terminal. */
export function renderRecipes(report: AuditReport, all: readonly SurfaceRecipes[], options: RecipeOptions): string {
  const paint = painter(options);
  const width = Math.max(60, options.width);
  const titles = titlesOf(report.surfaces);
  const lines = all.flatMap(({ surface, recipes, none }) => [
    ...wrap(titles.get(surface) ?? surface, width).map((line) => paint('bold', line)),
    ...(none === null ? [] : wrap(`no recipe: ${none}`, width - 2).map((line) => `  ${line}`)),
    ...recipes.flatMap((recipe) => ['', ...one(recipe, width)]),
    '',
  ]);
  return lines.length === 0 ? 'nothing that is published was found: there is nothing to check\n' : `${logSafe(lines.join('\n').replace(/\n+$/, ''))}\n`;
}

function one(recipe: Recipe, width: number): readonly string[] {
  const title = titleOf(recipe.control);
  if (recipe.kind === 'unwritten')
    return wrap(`${title}: no recipe: ${printable(recipe.why)} (${printable(showSpan(recipe.at))})`, width - 2).map((line) => `  ${line}`);
  return [
    ...wrap(`${title}: ${needs(recipe)}. It shows: ${recipe.proves}.`, width - 2).map((line) => `  ${line}`),
    // Commands are pasted: a line is never wrapped.
    ...recipe.lines.map((line) => `    ${printable(line)}`),
    ...recipe.notes.flatMap((note) => wrap(`note: ${printable(note)}`, width - 2).map((line) => `  ${line}`)),
  ];
}

function needs(recipe: WrittenRecipe): string {
  return `needs ${recipe.needs}`;
}

function titleOf(control: Recipe['control']): string {
  return (columns.find((column) => column.id === control)?.title ?? control).toLowerCase();
}

/** The same as Markdown, to stand in a document. Surfaces without a recipe are named at the end. */
export function renderRecipesMarkdown(report: AuditReport, all: readonly SurfaceRecipes[]): string {
  const titles = titlesOf(report.surfaces);
  const titled = (surface: string): string => titles.get(surface) ?? surface;
  const written = all.filter((entry) => entry.recipes.some((recipe) => recipe.kind === 'written'));
  const parts = written.flatMap((entry) => [
    `### ${prose(titled(entry.surface))}`,
    ...entry.recipes.flatMap((recipe) =>
      recipe.kind === 'unwritten'
        ? [`${capital(titleOf(recipe.control))}: no recipe, as ${prose(recipe.why)}.`]
        : [
            `${capital(titleOf(recipe.control))}, with ${prose(recipe.needs)}. It shows: ${prose(recipe.proves)}.`,
            block(recipe.lines, 'sh'),
            ...recipe.notes.map((note) => `Note: ${prose(note)}.`),
          ],
    ),
  ]);
  const others = all.filter((entry) => !written.includes(entry));
  if (others.length > 0) {
    parts.push('### Without a recipe', others.map((entry) => `- ${code(titled(entry.surface))}: ${prose(reasonOf(entry))}`).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

function reasonOf(entry: SurfaceRecipes): string {
  const why = entry.recipes.flatMap((recipe) => (recipe.kind === 'unwritten' ? recipe.why : []));
  return entry.none ?? [...new Set(why)].join('; ');
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The same as JSON: an entry per surface, commands as lists of lines. */
export function renderRecipesJson(report: AuditReport, all: readonly SurfaceRecipes[]): string {
  const names = new Map(report.surfaces.map((surface) => [surface.id, surface.name]));
  const surfaces = all.map(({ surface, scenario, recipes, none }) => ({ id: surface, name: names.get(surface) ?? surface, scenario, none, recipes }));
  return `${printableJson(JSON.stringify({ schemaVersion: report.schemaVersion, repository: report.repository.name, surfaces }, null, 2))}\n`;
}
