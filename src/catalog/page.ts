import { imageLists } from './tool-rows.ts';
import type { ActionRow, CatalogRow, CommandRow, EffectTemplate, InputDefault, Role, ToolRow } from './schema.ts';

/** The headings of the page, in their order: a row stands under its first role. */
const headings: readonly { readonly role: Role; readonly title: string }[] = [
  { role: 'builds', title: 'Build' },
  { role: 'transforms', title: 'Transform' },
  { role: 'transports', title: 'Carry between jobs' },
  { role: 'hashes', title: 'Hash' },
  { role: 'lists', title: 'List' },
  { role: 'signs', title: 'Sign' },
  { role: 'describes', title: 'Describe by SBOM' },
  { role: 'attests', title: 'Attest' },
  { role: 'publishes', title: 'Publish' },
  { role: 'tags', title: 'Tag' },
  { role: 'verifies', title: 'Verify' },
  { role: 'consumes', title: 'Consume' },
  { role: 'installs', title: 'Install' },
  { role: 'grants', title: 'Give credentials' },
  { role: 'posture', title: 'Posture' },
  { role: 'none', title: 'Nothing that is released' },
];

/** Renders the catalog as a Markdown page of tables, one for each first role, actions before commands; tools at the end. */
export function catalogPage(rows: readonly CatalogRow[]): string {
  const described = rows.filter((row): row is ActionRow | CommandRow => row.kind !== 'tool');
  const tools = rows.filter((row): row is ToolRow => row.kind === 'tool');
  const parts = [
    '# Catalog',
    '',
    'What sealwright knows of actions, reusable workflows, commands and tools. Rows are data; this page is generated from them.',
    'A row says what a call does, which values name its subject, and what holds when an input is left out.',
    'A row that is checked was read in the source that it links to, on the day that is given. The others are marked **unchecked**: believe them less.',
    '',
    '| Rows | Checked | Unchecked |',
    '|---|---|---|',
    ...counts(rows),
    '',
    '"Signed" says whether the evidence that the row makes carries a signature of its own; "attached to" says where a stranger finds it.',
  ];
  for (const { role, title } of headings) {
    const own = described.filter((row) => (row.roles[0] ?? 'none') === role);
    if (own.length === 0) continue;
    parts.push('', `## ${title}`, '', '| Name | Roles | Defaults that matter | Attached to | Signed | Source | Checked |', '|---|---|---|---|---|---|---|');
    for (const row of [...own].sort(byName))
      parts.push(
        tableRow([nameOf(row), row.roles.join(', '), defaultsOf(row), attachedTo(row), signed(row), sourceOf(row), row.source.checked ?? '**unchecked**']),
      );
  }
  if (tools.length > 0) {
    parts.push(
      '',
      '## Tools',
      '',
      `Which runner images have a tool was read in [their lists of software](${imageLists.url}); other programs of a tool's name were looked up in the registry of that package manager on ${imageLists.checked ?? ''}. A package of the tool's own name is taken for it without an entry.`,
      '',
      '| Name | On runners | Packages | Other programs of the name | Source | Checked |',
      '|---|---|---|---|---|---|',
    );
    for (const row of [...tools].sort((a, b) => compare(a.name, b.name))) {
      parts.push(
        tableRow([
          code(row.name),
          row.onRunners.join(', '),
          row.packages.map(code).join(', '),
          Object.entries(row.impostors)
            .map(([name, what]) => `${code(name)}: ${what}`)
            .join('; '),
          sourceOf(row),
          row.source.checked ?? '**unchecked**',
        ]),
      );
    }
  }
  const notes = described.filter((row) => row.note !== undefined).sort(byName);
  if (notes.length > 0) parts.push('', '## Notes', '', ...notes.map((row) => `- ${nameOf(row)}: ${text(row.note ?? '')}.`));
  return `${parts.join('\n')}\n`;
}

/** How many rows were read in their source and how many not, by kind: of those that give evidence or publish, too. */
function counts(rows: readonly CatalogRow[]): readonly string[] {
  const telling = new Set<Role>(['hashes', 'signs', 'describes', 'attests', 'publishes', 'tags', 'verifies']);
  const evident = (row: CatalogRow): boolean => row.kind !== 'tool' && row.roles.some((role) => telling.has(role));
  const line = (name: string, own: readonly CatalogRow[]): string => {
    const checked = own.filter((row) => row.source.checked !== null).length;
    return `| ${name} | ${checked} | ${own.length - checked} |`;
  };
  const actions = rows.filter((row) => row.kind === 'action' || row.kind === 'reusable-workflow');
  const commands = rows.filter((row) => row.kind === 'command');
  return [
    line('actions and reusable workflows', actions),
    line('of these, that hash, sign, describe, attest, verify, tag or publish', actions.filter(evident)),
    line('commands', commands),
    line('of these, that hash, sign, describe, attest, verify, tag or publish', commands.filter(evident)),
    line(
      'tools',
      rows.filter((row) => row.kind === 'tool'),
    ),
    line('all', rows),
  ];
}

function plainName(row: ActionRow | CommandRow): string {
  return row.kind === 'command' ? [row.program, ...row.words].join(' ') : row.uses;
}

function nameOf(row: ActionRow | CommandRow): string {
  const names = [plainName(row), ...(row.aliases ?? [])].map(code);
  return row.kind !== 'command' && row.subpaths === true ? `${names.join(', ')} and below` : names.join(', ');
}

function byName(a: ActionRow | CommandRow, b: ActionRow | CommandRow): number {
  return (a.kind === 'command' ? 1 : 0) - (b.kind === 'command' ? 1 : 0) || compare(plainName(a).toLowerCase(), plainName(b).toLowerCase());
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Keeps a cell on one line and inside its column. */
function text(value: string): string {
  return value.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function code(value: string): string {
  const flat = value.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  return flat.includes('`') ? text(value) : `\`${flat}\``;
}

function defaultsOf(row: ActionRow | CommandRow): string {
  return Object.entries(row.defaults ?? {})
    .flatMap(([name, value]): readonly string[] =>
      typeof value === 'string' ? (value === '' ? [] : [`${code(name)}=${code(value)}`]) : [`${code(name)}=${versions(value)}`],
    )
    .join('; ');
}

function versions(values: readonly InputDefault[]): string {
  const last = values.at(-1);
  const shown = values.length > 4 && last !== undefined ? [values[0]!, last] : values;
  const one = ({ value, since, until }: InputDefault): string =>
    `${value === '' ? 'none' : code(value)}${since === undefined ? '' : ` since ${since}`}${until === undefined ? '' : ` until ${until}`}`;
  return shown.map(one).join(values.length > 4 ? ' … ' : ', ');
}

/** Every value that a field of an effect can have: its own and those of its choices. */
function valuesOf(effect: EffectTemplate, field: 'attachedTo' | 'signed'): readonly string[] {
  const own = (effect as Readonly<Record<string, unknown>>)[field];
  const choice = (effect.choose as Readonly<Record<string, { readonly cases: readonly { readonly value: unknown }[] } | undefined>> | undefined)?.[field];
  return [own, ...(choice?.cases.map((one) => one.value) ?? [])].filter((value) => value !== undefined).map(String);
}

function attachedTo(row: ActionRow | CommandRow): string {
  return [...new Set(row.effects.flatMap((effect) => valuesOf(effect, 'attachedTo')))].join(', ');
}

function signed(row: ActionRow | CommandRow): string {
  const answers = new Set<string>();
  for (const effect of row.effects) {
    if (effect.kind === 'signs') answers.add(`yes (${effect.mechanism})`);
    else if (effect.kind === 'attests') for (const value of valuesOf(effect, 'signed')) answers.add(value === 'true' ? `yes (${effect.mechanism})` : 'no');
    else if (effect.kind === 'hashes' || effect.kind === 'describes') answers.add('no');
    else if (effect.kind === 'pushes-image' && effect.provenance !== undefined && effect.provenance !== 'none') answers.add('no (BuildKit)');
    else if (effect.kind === 'creates-tag')
      for (const value of valuesOf(effect, 'signed')) answers.add(value === 'true' ? 'yes (tag)' : value === 'false' ? 'no (tag)' : 'unknown (tag)');
  }
  return [...answers].join(', ');
}

function sourceOf(row: CatalogRow): string {
  if (row.source.url === '') return '';
  const label = row.source.version ?? row.source.commit?.slice(0, 7) ?? 'source';
  return `[${text(label)}](${row.source.url.replaceAll(/[\s()|]/g, encodeURIComponent)})`;
}
