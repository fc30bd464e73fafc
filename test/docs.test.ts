import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { pagesOfCommands } from '../scripts/gen/pins.ts';
import { version } from '../src/base/index.ts';
import { commands } from '../src/cli/commands/index.ts';

interface Tree {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Tree[];
  readonly position?: { readonly start: { readonly line: number } };
}

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = globSync(['*.md', 'docs/**/*.md', 'test/README.md', 'changelog.d/**/*.md'], { cwd: root }).toSorted();
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };

/** Every node of a page that a predicate takes, with its place. */
function find(path: string, wanted: (node: Tree) => boolean): readonly { readonly node: Tree; readonly at: string }[] {
  const found: { node: Tree; at: string }[] = [];
  const walk = (node: Tree): void => {
    if (wanted(node)) found.push({ node, at: `${path}:${node.position?.start.line ?? 0}` });
    node.children?.forEach(walk);
  };
  walk(fromMarkdown(readFileSync(join(root, path), 'utf8')) as Tree);
  return found;
}

function report(problems: readonly string[]): void {
  assert.equal(problems.length, 0, `\n${problems.join('\n')}`);
}

test('every page that should be there is there', () => {
  for (const page of [
    'README.md',
    'SECURITY.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'docs/architecture.md',
    'docs/cli.md',
    'docs/errors.md',
    'docs/verdicts.md',
    'docs/verification.md',
    'docs/signing.md',
    'docs/dependencies.md',
    'docs/configuration.md',
    'test/README.md',
  ])
    assert.ok(pages.includes(page), page);
  assert.ok(readFileSync(join(root, 'README.md'), 'utf8').split('\n').length <= 150, 'README.md is at most 150 lines');
});

test('every page that shows what to type pins the package by its version, and asks npx for no other', () => {
  for (const page of pagesOfCommands(root)) assert.match(readFileSync(join(root, page), 'utf8'), /\bnpx (?:--yes )?sealwright@/, page);
  const problems: string[] = [];
  for (const page of pages)
    for (const { 0: words, 1: pin } of readFileSync(join(root, page), 'utf8').matchAll(/\bnpx(?: --?[\w-]+)* sealwright(?:@(\S*\w))?/g))
      if (pin !== version && !words.includes('--no-install')) problems.push(`${page}: ${words}`);
  report(problems);
});

test('every relative link leads somewhere', () => {
  const problems: string[] = [];
  for (const page of pages) {
    for (const { node, at } of find(page, (one) => (one.type === 'link' || one.type === 'image') && !/^[a-z]+:/.test(one.url ?? ''))) {
      const target = (node.url ?? '').split('#')[0] ?? '';
      if (target !== '' && !existsSync(join(root, dirname(page), target))) problems.push(`${at}: ${node.url} is not there`);
    }
  }
  report(problems);
});

/** A code span that can only be a path of this project: it begins with one of its folders, or is a file at its root. */
const pathForm =
  /^(?:src|test|docs|scripts|schemas|bin|examples|changelog\.d|\.ci)\/[\w./*<>-]*$|^(?:[A-Z]+\.md|LICENSE|package\.json|knip\.json|tsconfig\.json|\.oxlintrc\.json)$/;

test('every path named in prose exists', () => {
  const problems: string[] = [];
  for (const page of pages) {
    // A decision record speaks of its own day.
    if (page.startsWith('docs/adr/')) continue;
    for (const { node, at } of find(page, (one) => one.type === 'inlineCode' && pathForm.test(one.value ?? ''))) {
      const path = node.value ?? '';
      // `<name>` stands for a name: the part before it has to exist.
      const known = path.includes('<') ? dirname(path.slice(0, path.indexOf('<') + 1)) : path;
      const there = known.includes('*') ? globSync(known, { cwd: root }).length > 0 : existsSync(join(root, known));
      if (!there) problems.push(`${at}: ${path} does not exist`);
    }
  }
  report(problems);
});

test('every npm script named in a page exists', () => {
  const problems: string[] = [];
  for (const page of pages) {
    for (const { node, at } of find(page, (one) => one.type === 'inlineCode' || one.type === 'code')) {
      for (const match of (node.value ?? '').matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)) {
        const name = match[1] ?? match[2] ?? '';
        if (manifest.scripts[name] === undefined) problems.push(`${at}: npm has no script ${name}`);
      }
    }
  }
  report(problems);
});

/** The words of a command line as a shell would split them, up to a pipe or comment; quotes keep words together. */
function wordsOf(line: string): readonly string[] {
  const end = /\s(?:#|\||&&|;|>)/.exec(line)?.index ?? line.length;
  return [...line.slice(0, end).matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

test('every sealwright command line in a page, and in help, is understood', async () => {
  const loaded = new Map(
    await Promise.all(commands.map(async (entry) => ({ entry, command: await entry.load() }))).then((all) =>
      all.map(({ entry, command }) => [entry.name, command] as const),
    ),
  );
  const lines = pages.flatMap((page) =>
    find(page, (one) => one.type === 'inlineCode' || one.type === 'code').flatMap(({ node, at }) =>
      (node.value ?? '').split('\n').map((line) => ({ line: line.trim(), at })),
    ),
  );
  for (const [name, command] of loaded) {
    assert.ok(command.spec.examples.length >= 3, `${name} has three examples`);
    lines.push(...command.spec.examples.map((example) => ({ line: example.command, at: `help of ${name}` })));
  }
  const problems: string[] = [];
  let checked = 0;
  for (const { line, at } of lines) {
    const [program, verb, ...rest] = wordsOf(line.replace(/^(?:npx|\$) /, ''));
    if (program !== 'sealwright' || verb === undefined || /[[…]/.test(line) || verb === verb.toUpperCase()) continue;
    checked++;
    if (verb === 'help' || verb.startsWith('--')) continue;
    const command = loaded.get(verb);
    if (command === undefined) problems.push(`${at}: there is no command ${verb}`);
    // A command named alone in prose is a name, not a command line.
    else if (rest.length > 0 || !at.includes('.md')) {
      const prepared = command.prepare(rest);
      if (prepared.kind === 'usage') problems.push(`${at}: ${line}: ${prepared.message}`);
    }
  }
  report(problems);
  assert.ok(checked > 10, `only ${checked} command lines were found`);
});

test('changelog fragments are of a known kind', () => {
  const kinds = new Set(['added', 'changed', 'fixed', 'removed', 'security', 'rules']);
  report(globSync('changelog.d/*/*.md', { cwd: root }).filter((path) => !kinds.has(path.split('/')[1] ?? '')));
});

test('decision records are numbered without gaps and name their alternatives', () => {
  const records = globSync('docs/adr/*.md', { cwd: root }).toSorted();
  records.forEach((path, i) => {
    assert.match(path, new RegExp(`^docs/adr/${String(i + 1).padStart(4, '0')}-[a-z0-9-]+\\.md$`));
    const text = readFileSync(join(root, path), 'utf8');
    assert.ok(text.startsWith(`# ${i + 1}. `), path);
    for (const heading of ['## Context', '## Decision', '## Alternatives', '## Consequences'])
      assert.ok(text.includes(`\n${heading}\n`), `${path} has ${heading}`);
  });
});
