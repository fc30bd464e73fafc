import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from '../../src/audit/index.ts';
import { audit, defaultConfig, loadConfig, type AuditResult, type GitFacts } from '../../src/index.ts';
import type { LateInput } from '../../src/report/formats/input.ts';
import { observe } from '../../src/registry/service/index.ts';
import type { Served } from './api-server.ts';
import { memoryTree } from './memory-tree.ts';
import { cannedHttp } from './sample-service.ts';

const folder = fileURLToPath(new URL('../repos/', import.meta.url));

/** The text of every file of a checkout by its path. */
export type Texts = Readonly<Record<string, string>>;

/** A little repository under `test/repos`: what an audit reads of it, `expected/` left out. */
export interface LittleRepo {
  readonly name: string;
  readonly texts: Texts;
}

/**
 * Little repositories whose required answer the tool does not give yet, and what is wrong. A name leaves this list with
 * its `expected/`; one that is in neither place would be a test that nobody misses.
 */
const unanswered: Readonly<Record<string, string>> = {};

/** The names of all little repositories that have an `expected/surfaces.json`, sorted; fails where one has none and no reason. */
export function goldenNames(): readonly string[] {
  const all = globSync('*', { cwd: folder }).toSorted();
  const names = all.filter((name) => existsSync(join(folder, name, 'expected', 'surfaces.json')));
  const skipped = all.filter((name) => !names.includes(name));
  assert.deepEqual(skipped, Object.keys(unanswered).toSorted(), 'every folder of test/repos has expected/surfaces.json, or a reason in this file');
  return names;
}

export function loadRepo(name: string): LittleRepo {
  const root = join(folder, name);
  const paths = globSync('**/*', { cwd: root, withFileTypes: true })
    .concat(globSync('**/.*/**/*', { cwd: root, withFileTypes: true }), globSync('**/.*', { cwd: root, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith('expected/'));
  return { name, texts: Object.fromEntries([...new Set(paths)].toSorted().map((path) => [path, readFileSync(join(root, path), 'utf8')])) };
}

export function expectedPath(name: string, file: string): string {
  return join(folder, name, 'expected', file);
}

/** The text of a file of expectations, or undefined where there is none. */
export function expectedText(name: string, file: string): string | undefined {
  const path = expectedPath(name, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** The day of audits in tests. */
const day = '2026-06-01';

/** The file of a little repository that holds what its service answers, by path: it stands beside what the audit reads. */
const serviceFile = 'service.json';

/** Audits texts as a checkout of `owner/repo` with its own `sealwright.yaml` and the answers of its service, on a fixed day. */
export async function auditConfigured(texts: Texts, owner: string, repo: string): Promise<AuditResult> {
  const { [serviceFile]: service, ...own } = texts;
  const git: GitFacts = { host: 'github.com', owner, repo, commit: null, date: null, tags: [], defaultBranch: 'main' };
  const files = memoryTree(own);
  const input = { files, folderName: repo, git, config: await loadConfig({ files, trust: 'checkout' }), resolve: new Map(), today: day };
  const result = audit(input);
  if (service === undefined || result.questions === null) return result;
  const http = cannedHttp(JSON.parse(service) as Readonly<Record<string, Served>>);
  return audit({ ...input, observed: await observe({ http, address: { url: 'https://api.github.com', token: 'secret' }, questions: result.questions }) });
}

/** Audits texts as a checkout of `owner/repo` without tags or history. */
export function auditTexts(texts: Texts, owner: string, repo: string): AuditResult {
  const git: GitFacts = { host: 'github.com', owner, repo, commit: null, date: null, tags: [], defaultBranch: 'main' };
  return audit({ files: memoryTree(texts), folderName: repo, git, config: defaultConfig, resolve: new Map() });
}

/** What the forms that are loaded when asked for are made of, for a checkout of these texts. */
export function lateInput(
  result: Pick<AuditResult, 'report' | 'lineage'> & Partial<Pick<AuditResult, 'fixes' | 'recipes'>>,
  texts: Texts,
  rest: Partial<LateInput> = {},
): LateInput {
  return {
    report: result.report,
    lineage: result.lineage,
    recipes: result.recipes ?? [],
    fixes: result.fixes ?? new Map(),
    rules,
    textOf: (path) => texts[path] ?? null,
    target: '.',
    all: false,
    audience: 'everyone',
    suppressed: 'left-out',
    exit: { code: 1, meaning: 'findings' },
    ...rest,
  };
}
