import assert from 'node:assert/strict';
import { audit, type AuditReport, type AuditResult } from '../../src/audit/index.ts';
import type { FileTree, GitFacts, Span } from '../../src/base/index.ts';
import { defaultConfig, type Config } from '../../src/decisions/index.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { memoryTree } from '../support/memory-tree.ts';

export type Files = Readonly<Record<string, string>>;

/** A checkout that an attacker wrote, and what its audit must still say. */
export interface HostileCase {
  readonly what: string;
  readonly files: () => Files;
  /** A reason that the report gives for something that was not analysed. */
  readonly says?: RegExp;
  /** Paths that exist and cannot be read, with the reason. */
  readonly refused?: Files;
  /** It takes seconds, for it uses up what it is given. */
  readonly heavy?: true;
  /** Checks of its own. */
  readonly check?: (report: AuditReport) => void;
}

export const noGit: GitFacts = { host: null, owner: null, repo: null, commit: null, date: null, tags: [], defaultBranch: null };

/** A file tree that notes every path that is asked for and does not name something inside the checkout. */
export interface WatchedTree extends FileTree {
  readonly outside: readonly string[];
}

export function watched(tree: FileTree): WatchedTree {
  const outside: string[] = [];
  const seen = (path: string): string => {
    if (path.startsWith('/') || path.split('/').some((part) => part === '..')) outside.push(path);
    return path;
  };
  return {
    list: () => tree.list(),
    has: (path) => tree.has(seen(path)),
    hasFolder: (path) => tree.hasFolder(seen(path)),
    folder: (path) => tree.folder(seen(path)),
    folders: (path) => tree.folders(seen(path)),
    read: (path) => tree.read(seen(path)),
    refused: () => tree.refused(),
    outside,
  };
}

export interface Audited extends AuditResult {
  /** Processor time that the audit took, in milliseconds: other work on the machine does not count. */
  readonly cpuMs: number;
  readonly outside: readonly string[];
}

export interface AuditOptions {
  readonly refused?: Files;
  readonly git?: Partial<GitFacts>;
  readonly config?: Config;
  readonly resolve?: ReadonlyMap<string, FileTree>;
}

/** Audits a tree that is held in memory. */
export function auditFiles(files: Files, options: AuditOptions = {}): Audited {
  return auditTree(memoryTree(files, options.refused), options);
}

export function auditTree(files: FileTree, options: AuditOptions = {}): Audited {
  const tree = watched(files);
  const before = process.cpuUsage();
  const result = audit({
    files: tree,
    folderName: 'lantern',
    git: { ...noGit, ...options.git },
    config: options.config ?? defaultConfig,
    resolve: options.resolve ?? new Map(),
  });
  const used = process.cpuUsage(before);
  return { ...result, cpuMs: (used.user + used.system) / 1000, outside: tree.outside };
}

/** Asserts what holds for the audit of any input: the report fits its schema, its places are in its files, nothing outside was asked for. */
export function assertSound(audited: Audited, files: Files): void {
  assert.deepEqual(audited.outside, [], 'a path outside the checkout was asked for');
  const parsed = reportSchema.safeParse(audited.report);
  assert.ok(parsed.success, parsed.error?.message);
  const lines = new Map<string, number>();
  for (const span of spansOf(audited)) {
    const text = Object.hasOwn(files, span.file) ? files[span.file]! : '';
    const last = lines.get(span.file) ?? text.split('\n').length;
    lines.set(span.file, last);
    const shown = JSON.stringify(span);
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, `${shown} leaves a text of ${text.length}`);
    assert.ok(span.line >= 1 && span.line <= span.endLine && span.endLine <= last && span.column >= 1, `${shown} leaves ${last} lines`);
  }
}

/** Every span of a report and its lineage. */
function spansOf(audited: Audited): readonly Span[] {
  const spans: Span[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isSpan(value)) spans.push(value);
    else for (const inner of Object.values(value)) walk(inner);
  };
  walk(audited.report);
  walk(audited.lineage.nodes);
  walk(audited.lineage.edges);
  return spans;
}

function isSpan(value: object): value is Span {
  return 'file' in value && 'start' in value && 'endLine' in value;
}

/** A workflow that publishes one file, so that a test can see that the audit went on. */
export const healthy: Files = {
  '.github/workflows/zz-healthy.yml': `name: healthy
on:
  push:
    tags: ['v*']
permissions:
  contents: write
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: tar -czf lantern.tar.gz src
      - run: gh release upload "$GITHUB_REF_NAME" lantern.tar.gz
        env:
          GH_TOKEN: \${{ github.token }}
`,
};

/** Asserts that the file of the healthy workflow is still a surface. */
export function assertWentOn(report: AuditReport): void {
  assert.ok(
    report.surfaces.some((surface) => surface.kind === 'release-asset' && surface.members.includes('lantern.tar.gz')),
    `the healthy workflow's surface is missing: ${report.surfaces.map((one) => one.id).join(', ')}`,
  );
}

/** A workflow on tags with one job of these steps; each step is YAML at no indentation. */
export function workflowOf(steps: readonly string[], job = 'runs-on: ubuntu-latest'): string {
  const indented = steps.map((step) => `      - ${step.replaceAll('\n', '\n        ')}`).join('\n');
  return `on: {push: {tags: ['v*']}}\njobs:\n  a:\n    ${job.replaceAll('\n', '\n    ')}\n    steps:\n${indented}\n`;
}

/** A step that runs a script. */
export function runStep(script: string): string {
  return `run: |\n  ${script.replaceAll('\n', '\n  ')}`;
}

/** A checkout with one workflow that runs a script, then publishes something under its name. */
export function scriptOnly(script: string): Files {
  return { '.github/workflows/a.yml': workflowOf([runStep(script)]) };
}
