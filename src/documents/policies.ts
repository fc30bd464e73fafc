import type { FileTree, Span } from '../base/index.ts';
import { limits, LineIndex, wholeFile } from '../base/index.ts';
import type { Block } from './blocks.ts';
import { policySigns } from './policy-signs.ts';
import type { PolicyId, PolicySign } from './policy-signs.ts';
import { readDocument } from './read-document.ts';
import { sentencesOf } from './sentences.ts';
import { joinSource, spanOf } from './source-text.ts';

/** A rule for contributions, as the inventory of a report lists it. */
export interface Policy {
  readonly kind: 'policy';
  readonly what: string;
  /** What makes people keep it, in words; null when nothing does. */
  readonly enforcedBy: string | null;
  /**
   * `enforced` when a workflow checks it; `declared` when only prose or a hook on a contributor's own machine does;
   * `unknown` when a setting of the service decides, which no file shows.
   */
  readonly strength: 'enforced' | 'declared' | 'unknown';
  readonly at: Span;
}

/** What a workflow's step runs: the text of `uses:` or `run:`. */
export interface RunText {
  readonly text: string;
  readonly at: Span;
}

interface Found {
  readonly by: string | null;
  readonly strength: Policy['strength'];
  readonly at: Span;
}

const order: readonly Policy['strength'][] = ['enforced', 'unknown', 'declared'];
const maxText = 200_000;

/**
 * Finds the rules for commits that a repository states (Conventional Commits, sign-off, signed commits) and what keeps
 * them: workflows (`ran`), hooks, files for the service; and its rulesets and code owners. A hook on a contributor's
 * machine is `declared`, not enforced.
 */
export function findPolicies(files: FileTree, ran: readonly RunText[]): readonly Policy[] {
  const hooks = hooksOf(files);
  const policies: Policy[] = [];
  for (const sign of policySigns) {
    const stated = statementsOf(files, sign);
    const found: Found[] = [
      ...checkedBy(ran, sign),
      ...appsOf(files, sign.id),
      ...hooks
        .filter((hook) => hook.ids.includes(sign.id))
        .map((hook): Found => ({ by: `${hook.path}, a hook on each contributor's machine`, strength: 'declared', at: hook.at })),
      ...stated,
    ];
    const best = found.toSorted((a, b) => order.indexOf(a.strength) - order.indexOf(b.strength) || Number(a.by === null) - Number(b.by === null))[0];
    if (best !== undefined) policies.push({ kind: 'policy', what: sign.what, enforcedBy: best.by, strength: best.strength, at: stated[0]?.at ?? best.at });
  }
  return [...policies, ...rulesetsOf(files), ...codeOwnersOf(files)];
}

/** Where contributors are told how to commit. */
function policyPaths(files: FileTree): readonly string[] {
  const isTelling = (name: string): boolean =>
    /^(?:claude|agents|gemini|contributing|development|hacking|readme|commit\w*|pull_request_template|copilot-instructions|governance|maintaining|releas(?:e|es|ing)|dco)\b.*\.?(?:md|mdx|rst|adoc|txt)?$/i.test(
      name,
    );
  const folders = ['', '.github', '.github/PULL_REQUEST_TEMPLATE', 'docs', 'doc', 'docs/contributing', 'docs/development', 'docs/developer'];
  return folders.flatMap((folder) =>
    files
      .folder(folder)
      .filter((name) => isTelling(name) || (folder === 'docs/contributing' && /\.(?:md|rst)$/i.test(name)))
      .map((name) => (folder === '' ? name : `${folder}/${name}`)),
  );
}

function statementsOf(files: FileTree, sign: PolicySign): readonly Found[] {
  const found: Found[] = [];
  for (const path of policyPaths(files)) {
    const text = textOf(files, path);
    if (text === undefined || !sign.says.test(text)) continue;
    const lines = new LineIndex(path, text);
    for (const block of readDocument(path, text)) {
      const statements = block.kind === 'code' ? [joinSource(block.lines, ' ')] : sentencesOf(block);
      const stated = statements.find((one) => one.text.length < 4_000 && sign.says.test(one.text));
      if (stated === undefined || (sign.id === 'signed-commits' && meansSignOff(block))) continue;
      if (sign.denies.test(stated.text)) return [];
      found.push({ by: null, strength: 'declared', at: spanOf(stated, lines) });
      break;
    }
  }
  for (const name of files.folder('')) if (sign.configuration.test(name)) found.push({ by: null, strength: 'declared', at: wholeFile(name) });
  return found;
}

/** "Commits must be signed" beside the DCO means its sign-off line, unless a key is spoken of. */
function meansSignOff(block: Block): boolean {
  const text = block.kind === 'paragraph' ? joinSource(block.lines, ' ').text : '';
  return (
    /sign(?:ed)?[- ]?off|certificate of origin|\bDCO\b|developercertificate/i.test(text) && !/\b(?:gpg|pgp|ssh|gitsign|verified|cryptographic)/i.test(text)
  );
}

function checkedBy(ran: readonly RunText[], sign: PolicySign): readonly Found[] {
  const step = ran.find((one) => one.text.length < maxText && sign.checks.test(one.text) && !/\bgit commit\b/.test(one.text));
  return step === undefined ? [] : [{ by: `a check in ${step.at.file}`, strength: 'enforced', at: step.at }];
}

/** Files for an app of the service; whether it is installed no file says. */
function appsOf(files: FileTree, id: PolicyId): readonly Found[] {
  const paths =
    id === 'sign-off' ? ['.github/dco.yml', '.github/dco.yaml'] : id === 'conventional-commits' ? ['.github/semantic.yml', '.github/semantic.yaml'] : [];
  return paths
    .filter((path) => files.has(path))
    .map((path) => ({ by: `the app that reads ${path}, if it is installed`, strength: 'unknown', at: wholeFile(path) }));
}

interface Hook {
  readonly path: string;
  readonly ids: readonly PolicyId[];
  readonly at: Span;
}

/** Hooks that people install on their machines: folders of git hooks, husky, pre-commit, lefthook, and what `package.json` and a Makefile set up. */
function hooksOf(files: FileTree): readonly Hook[] {
  const hooks = new Map<string, Hook>();
  const add = (path: string, text: string, at: Span): void => {
    const ids = policySigns.filter((sign) => sign.hooks.test(text)).map((sign) => sign.id);
    if (ids.length > 0) hooks.set(path, { path, ids, at });
  };
  const installed = installedHooks(files);
  const folders = new Set([...hookFolders, ...installed]);
  const paths = [...folders].flatMap((folder) =>
    files
      .folder(folder)
      .filter((name) => hookName.test(name))
      .map((name) => `${folder}/${name}`),
  );
  for (const path of new Set([...paths, ...installed])) {
    const text = textOf(files, path);
    if (text !== undefined) add(path, text, wholeFile(path));
  }
  for (const path of [
    '.pre-commit-config.yaml',
    '.pre-commit-config.yml',
    'lefthook.yml',
    'lefthook.yaml',
    '.lefthook.yml',
    'package.json',
    '.overcommit.yml',
  ]) {
    const text = textOf(files, path);
    const section = text === undefined ? undefined : hookSection(path, text);
    if (text !== undefined && section !== undefined) add(path, section.text, new LineIndex(path, text).span(section.at, section.at + 1));
  }
  return [...hooks.values()];
}

const hookName = /^(?:commit-msg|prepare-commit-msg|pre-commit|pre-push|pre-receive|update)(?:\.\w+)?$/;
const hookFolders = [
  '.githooks',
  '.git-hooks',
  'githooks',
  'git-hooks',
  'hooks',
  '.hooks',
  '.husky',
  'scripts/git-hooks',
  'scripts/githooks',
  'scripts/hooks',
  'tools/git-hooks',
  'tools/hooks',
  'dev/git-hooks',
  'contrib/hooks',
];

/** Folders and files that a Makefile or a set-up script makes hooks of: `core.hooksPath`, or a copy or link into `.git/hooks`. */
function installedHooks(files: FileTree): readonly string[] {
  const found: string[] = [];
  for (const path of [
    'Makefile',
    'GNUmakefile',
    'makefile',
    'justfile',
    'Justfile',
    'Taskfile.yml',
    'package.json',
    'setup.sh',
    'bootstrap.sh',
    'scripts/setup.sh',
    'scripts/bootstrap.sh',
    'scripts/install-hooks.sh',
    'script/setup',
    'script/bootstrap',
  ]) {
    const text = textOf(files, path) ?? '';
    for (const match of text.matchAll(
      /core\.hooksPath[ \t=]+["']?([\w./-]{1,200})|(?:\bcp|\bln|\binstall)\b[^\n]{0,80}?[ \t]["']?([\w./-]{1,200})["']?[ \t]+["']?[\w./$()-]{0,80}\.git\/hooks/g,
    )) {
      const named = (match[1] ?? match[2] ?? '').replace(/^(?:\.{1,2}\/)+/, '').replace(/\/+$/, '');
      if (named !== '') found.push(named);
    }
  }
  return found;
}

/** The part of a hook manager's file that looks at commit messages. */
function hookSection(path: string, text: string): { readonly text: string; readonly at: number } | undefined {
  const at =
    path === 'package.json'
      ? text.search(/"(?:commit-msg|commitlint|simple-git-hooks|husky)"\s*:/)
      : text.search(/commit-msg|commitizen|conventional|gitlint|commitlint|signoff|sign-off|\bdco\b/i);
  if (at === -1) return undefined;
  return { text: path === 'package.json' ? text.slice(at, at + 2_000) : text, at };
}

/** Committed rulesets: what they would require, if they were imported. */
function rulesetsOf(files: FileTree): readonly Policy[] {
  const policies: Policy[] = [];
  for (const folder of ['.github/rulesets', '.github/ruleset', '.github']) {
    for (const name of files.folder(folder)) {
      if (!name.endsWith('.json')) continue;
      const path = `${folder}/${name}`;
      const rules = ruleTypes(textOf(files, path));
      if (rules !== undefined)
        policies.push({
          kind: 'policy',
          what: `ruleset: ${rules.join(', ')}`,
          enforcedBy: `the ruleset of ${path}, if it was imported`,
          strength: 'unknown',
          at: wholeFile(path),
        });
    }
  }
  for (const path of ['.github/settings.yml', '.github/settings.yaml']) {
    const text = textOf(files, path);
    const at = text?.search(/^(?:branches|rulesets)\s*:/m) ?? -1;
    if (text !== undefined && at !== -1)
      policies.push({
        kind: 'policy',
        what: 'branch protection',
        enforcedBy: `the app that reads ${path}, if it is installed`,
        strength: 'unknown',
        at: new LineIndex(path, text).span(at, at + 1),
      });
  }
  return policies;
}

function ruleTypes(text: string | undefined): readonly string[] | undefined {
  if (text === undefined || text.length > maxText || !text.includes('"enforcement"')) return undefined;
  const types = [...text.matchAll(/"type"\s*:\s*"([a-z_]{1,60})"/g)].map((match) => match[1] ?? '').filter((type) => type !== '');
  const distinct = [...new Set(types)].slice(0, 20);
  return distinct.length === 0 ? undefined : distinct;
}

function codeOwnersOf(files: FileTree): readonly Policy[] {
  // The service reads the first of these (GitHub docs, About code owners).
  const path = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'].find((one) => files.has(one));
  return path === undefined
    ? []
    : [
        {
          kind: 'policy',
          what: 'changes are reviewed by code owners',
          enforcedBy: 'a branch rule, if one requires it',
          strength: 'unknown',
          at: wholeFile(path),
        },
      ];
}

function textOf(files: FileTree, path: string): string | undefined {
  if (!files.has(path)) return undefined;
  const read = files.read(path);
  return read.kind === 'text' ? read.text.slice(0, limits.maxDocumentBytes) : undefined;
}
