import type { AuditInput, AuditResult } from '../../src/audit/index.ts';
import { SealwrightError, type Commands, type FileTree, type GitFacts, type Http } from '../../src/base/index.ts';
import type { LabPorts } from '../../src/cli/lab/ports.ts';
import { loadConfig } from '../../src/decisions/index.ts';
import type { Machine, Stream, VerifyPorts } from '../../src/cli/machine.ts';
import { memoryTree } from './memory-tree.ts';
import { sampleLineage, sampleRecipes, sampleReport, sampleResult } from './sample-report.ts';

/** What a command did to the machine. */
export interface FakeMachine extends Machine {
  readonly out: () => string;
  readonly err: () => string;
  readonly written: ReadonlyMap<string, string>;
  readonly audits: readonly AuditInput[];
}

export interface FakeOptions {
  /** Folders with their files. */
  readonly folders?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Commits by name, each with its files. */
  readonly commits?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly git?: Partial<GitFacts>;
  readonly env?: Readonly<Record<string, string>>;
  readonly today?: string;
  readonly terminal?: true;
  readonly columns?: number;
  /** A service to ask; without one no request is answered. */
  readonly http?: Http;
  readonly audit?: (input: AuditInput) => Pick<AuditResult, 'report' | 'lineage' | 'recipes'> & Partial<AuditResult>;
  /** What verifying may use; without it the command cannot be run. */
  readonly verifyPorts?: VerifyPorts;
  /** What runs commands; without it none can be run. */
  readonly commands?: Commands;
  /** What a lab may use; without it the command cannot be run. */
  readonly labPorts?: LabPorts;
  /** What holds the folder of a release. */
  readonly holdReleaseStore?: Machine['holdReleaseStore'];
  readonly pages?: Awaited<ReturnType<Machine['openPages']>>;
  /** Each call of the clock takes this long. */
  readonly tickMs?: number;
}

/** A machine in memory: folders, streams that are kept, and an audit that gives the sample report. */
export function fakeMachine(options: FakeOptions = {}): FakeMachine {
  const out: string[] = [];
  const err: string[] = [];
  const written = new Map<string, string>();
  const audits: AuditInput[] = [];
  const folders: FakeOptions['folders'] = options.folders ?? { '.': {} };
  let clock = 0;
  const stream = (texts: string[]): Stream => ({
    isTerminal: options.terminal === true,
    columns: options.terminal === true ? (options.columns ?? 80) : undefined,
    write: (text) => void texts.push(text),
  });
  const open = (folder: string): FileTree => {
    const files = Object.hasOwn(folders, folder) ? folders[folder] : undefined;
    if (files === undefined) throw new SealwrightError('FOLDER_MISSING', { message: `${folder} does not exist` });
    return memoryTree(files);
  };
  return {
    env: (name) => options.env?.[name],
    stdout: stream(out),
    stderr: stream(err),
    today: () => options.today ?? '2026-06-01',
    elapsedMs: () => (clock += options.tickMs ?? 0),
    openTree: open,
    openCommit: (_folder, ref) => {
      const files = options.commits?.[ref];
      if (files === undefined) throw new SealwrightError('REF_UNKNOWN', { message: `no commit is named ${ref}` });
      return memoryTree(files);
    },
    readGitFacts: () => ({ host: null, owner: null, repo: null, commit: null, date: null, tags: [], defaultBranch: null, ...options.git }),
    writeFile: (path, text) => void written.set(path, text),
    replaceFiles: (folder, changes) => {
      for (const { path, after } of changes) written.set(`${folder}/${path}`, after);
    },
    joinPath: (folder, path) => (path.startsWith('/') ? path : [folder, path].filter((part) => part !== '').join('/')),
    splitPath: (path) => ({ folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.', name: path.slice(path.lastIndexOf('/') + 1) }),
    writeFirst: (folder, path, text, existing) => (existing === 'look' ? undefined : void written.set(`${folder}/${path}`, text)),
    openHttp: async () => options.http ?? { get: async () => ({ kind: 'failed', reason: 'there is no network' }) },
    openVerifyPorts: async () => {
      if (options.verifyPorts === undefined) throw new Error('no ports were given to verify with');
      return options.verifyPorts;
    },
    openCommands: async () => {
      if (options.commands === undefined) throw new Error('no commands were given to run');
      return options.commands;
    },
    openLabPorts: async () => {
      if (options.labPorts === undefined) throw new Error('no ports were given for a lab');
      return options.labPorts;
    },
    holdReleaseStore: async (folder) => {
      if (options.holdReleaseStore === undefined) throw new Error('no folder of a release can be held');
      return await options.holdReleaseStore(folder);
    },
    openPages: async () => options.pages,
    loadConfig,
    loadAudit: async () => (input) => {
      audits.push(input);
      return {
        questions: null,
        ...sampleResult,
        ...(options.audit ?? (() => ({ report: sampleReport(), lineage: sampleLineage(), recipes: sampleRecipes() })))(input),
      };
    },
    out: () => out.join(''),
    err: () => err.join(''),
    written,
    audits,
  };
}
