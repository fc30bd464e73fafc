import { SealwrightError } from '../../base/index.ts';
import type { AuditReport, SurfaceRecipes } from '../../audit/index.ts';
import { renderRecipes, renderRecipesJson, renderRecipesMarkdown } from '../../report/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import { openCheckout, readingOptions, type ReadingOptions } from '../checkout.ts';
import { columnsFor, wantsColour } from '../colour.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { insideOf, readMarked } from '../marked-block.ts';
import { configOption, noColourOption, noConfigOption, resolveOption, type CommandSpec } from '../spec.ts';
import { findSurface } from '../surface-name.ts';

const formats = ['terminal', 'markdown', 'json'] as const;
type Format = (typeof formats)[number];
const tools = ['cosign', 'gh', 'slsa-verifier', 'pypi-attestations', 'npm', 'sha256sum', 'sha384sum', 'sha512sum', 'sealwright'] as const;

export const spec: CommandSpec = {
  name: 'recipe',
  summary: 'the commands with which a stranger checks each surface',
  about:
    'Writes, for each surface and each evidence that it has, the commands that check it with the exact identity that the signer will have: nothing is left to the reader but the version. Evidence for which no command can be written is named with the reason. --write keeps the block between two marks of a document in step, --check exits 1 when a document has drifted from it.',
  words: [{ name: 'DIR', about: 'the checkout; default the current folder', required: false, many: false }],
  options: [
    { names: ['surface'], value: 'SURFACE', about: 'one surface, by its name or an unambiguous part of it' },
    { names: ['tool'], value: 'TOOL', choices: tools, about: 'only the recipes for one program' },
    { names: ['format'], value: 'FORMAT', choices: formats, about: 'the form of what is printed' },
    { names: ['write'], value: 'FILE', about: 'put the recipes between the marks of a document, every other byte as it was' },
    { names: ['check'], value: 'FILE', repeat: true, about: 'exit 1 when the marked block of a document is not what would be written; repeatable' },
    resolveOption,
    configOption,
    noConfigOption,
    noColourOption,
  ],
  examples: [
    { command: 'sealwright recipe', about: 'how strangers check what the checkout in the current folder publishes' },
    { command: 'sealwright recipe ../lens --surface ghcr.io/acme/lens --tool cosign', about: 'one image, with cosign alone' },
    { command: 'sealwright recipe --write SECURITY.md', about: 'keep the recipes of a document in step with the workflows' },
    { command: 'sealwright recipe --check SECURITY.md', about: 'fail, in a workflow, when a document has drifted' },
  ],
};

export interface RecipeOptions extends ReadingOptions {
  readonly kind: 'recipe';
  readonly folder: string;
  readonly surface: string | undefined;
  readonly tool: string | undefined;
  readonly format: Format;
  readonly write: string | undefined;
  readonly check: readonly string[];
  readonly colour: 'auto' | 'never';
}

/** Reads the words after `recipe`. Pure. */
export function parse(argv: readonly string[]): RecipeOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const reading = readingOptions(read.options);
  if (reading.kind === 'usage') return reading;
  const write = read.options.get('write')?.[0];
  const check = read.options.get('check') ?? [];
  if (write !== undefined && check.length > 0) return { kind: 'usage', message: '--write and --check exclude each other', hint: 'keep one of them' };
  const [folder = '.'] = read.words;
  if (folder === '') return { kind: 'usage', message: 'DIR is empty', hint: 'sealwright recipe .' };
  return {
    kind: 'recipe',
    folder,
    surface: read.options.get('surface')?.[0],
    tool: read.options.get('tool')?.[0],
    format: formats.find((one) => one === (read.options.get('format')?.[0] ?? 'terminal')) ?? 'terminal',
    write,
    check,
    resolve: reading.resolve,
    config: reading.config,
    colour: read.options.has('no-colour') ? 'never' : 'auto',
  };
}

/** Audits the folder and prints its recipes, or brings documents in step with them. */
export async function run(options: RecipeOptions, machine: Machine): Promise<Outcome> {
  const checkout = await openCheckout(machine, options.folder, options);
  const { report, recipes } = checkout.audit(checkout.files);
  const chosen = choose(report, recipes, options);
  const markdown = renderRecipesMarkdown(report, chosen);
  if (options.write !== undefined) {
    const { folder, name } = machine.splitPath(options.write);
    const document = readMarked(machine.openTree(folder), name, options.write);
    const inside = insideOf(document, markdown);
    if (inside === document.inside) machine.stderr.write(`${options.write} is in step\n`);
    else {
      machine.writeFile(options.write, `${document.before}${inside}${document.after}`);
      machine.stderr.write(`${options.write} is written\n`);
    }
    return { kind: 'shown' };
  }
  if (options.check.length > 0) return checked(options, machine, markdown);
  machine.stdout.write(render(report, chosen, markdown, options, machine));
  return { kind: 'shown' };
}

function checked(options: RecipeOptions, machine: Machine, markdown: string): Outcome {
  let drifted = 0;
  for (const path of options.check) {
    const { folder, name } = machine.splitPath(path);
    const document = readMarked(machine.openTree(folder), name, path);
    const isSame = insideOf(document, markdown) === document.inside;
    if (!isSame) drifted++;
    machine.stdout.write(isSame ? `${path} is in step\n` : `${path} has drifted: run sealwright recipe --write ${path}\n`);
  }
  return { kind: 'checked', drifted };
}

/** Why no command of a program can be written: where evidence is there and none can be for it, for what it lacks. */
function nothingFor(tool: string, some: readonly SurfaceRecipes[]): SealwrightError {
  const whys = new Set(some.flatMap(({ recipes }) => recipes.flatMap((recipe) => (recipe.kind === 'unwritten' ? [recipe.why] : []))));
  // Sums, and what an index keeps, are checked without knowing whose they are.
  const why = /^(?:npm|sha\d+sum)$/.test(tool) ? undefined : ([...whys].find(lacksRepository) ?? [...whys][0]);
  const message = `nothing here ${why === undefined ? 'is' : 'can be'} checked with ${tool}${why === undefined ? '' : `: ${why}`}`;
  const hint =
    why !== undefined && lacksRepository(why) ? 'git remote add origin https://github.com/OWNER/REPO' : 'leave out --tool to see what it is checked with';
  return new SealwrightError('SURFACE_UNKNOWN', { message, hint });
}

function lacksRepository(why: string): boolean {
  return why.startsWith('git does not say which repository');
}

function choose(report: AuditReport, all: readonly SurfaceRecipes[], options: RecipeOptions): readonly SurfaceRecipes[] {
  const wanted = options.surface === undefined ? undefined : findSurface(report, options.surface).id;
  const some = all.filter((entry) => wanted === undefined || entry.surface === wanted);
  const { tool } = options;
  if (tool === undefined) return some.map((entry) => ({ ...entry, recipes: entry.recipes.map(withoutOwn) }));
  const narrowed = some.map((entry) => ({
    ...entry,
    recipes:
      tool === 'sealwright' ? ownForms(entry.recipes) : entry.recipes.filter((recipe) => recipe.kind === 'written' && recipe.tool === tool).map(withoutOwn),
  }));
  const left = narrowed.filter((entry) => entry.recipes.length > 0);
  if (left.length === 0) throw nothingFor(tool, some);
  return left;
}

type Recipes = SurfaceRecipes['recipes'];

function withoutOwn(recipe: Recipes[number]): Recipes[number] {
  if (recipe.kind === 'unwritten') return recipe;
  const { own: _own, ...other } = recipe;
  return other;
}

/** The recipes in the words of our own command, each once: two programs can check what one of ours does. */
function ownForms(recipes: Recipes): Recipes {
  const seen = new Set<string>();
  return recipes.flatMap((recipe) => {
    if (recipe.kind === 'unwritten' || recipe.own === undefined) return [];
    const { own, ...other } = recipe;
    const key = own.lines.join('\n');
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ...other, ...own, tool: 'sealwright', notes: [] }];
  });
}

function render(report: AuditReport, chosen: readonly SurfaceRecipes[], markdown: string, options: RecipeOptions, machine: Machine): string {
  switch (options.format) {
    case 'json':
      return renderRecipesJson(report, chosen);
    case 'markdown':
      return markdown;
    case 'terminal':
      return renderRecipes(report, chosen, { width: columnsFor(machine.stdout), colour: wantsColour(machine, machine.stdout, options.colour) });
    default: {
      const never: never = options.format;
      return never;
    }
  }
}
