import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { buildAction } from '../../scripts/build-action.ts';
import type { StepName } from '../../src/cli/action/steps.ts';
import { githubIssuer, startLab, type Lab, type WorkflowRun } from '../../src/lab/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

/** The manifest of an action of ours. */
export function manifestOf(name: StepName): Manifest {
  return parseYaml(readFileSync(join(root, name, 'action.yml'), 'utf8')) as Manifest;
}

export interface Step {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly workspace: string;
}

interface StepOptions {
  readonly files?: Readonly<Record<string, string>>;
  /** That of an earlier step; a new one where it is left out. */
  readonly workspace?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a runner of GitHub Actions is to its steps: files for outputs, inputs as variables, identity tokens of a lab. */
export interface Runner {
  readonly lab: Lab;
  /** As a commit of a release has it: the scripts in dist/action. */
  readonly checkout: string;
  /** Runs an action of ours. */
  readonly action: (name: StepName, inputs: Readonly<Record<string, string>>, options?: StepOptions) => Promise<Step>;
  /** Runs a script, as a step with `shell: bash`. */
  readonly script: (script: string, options?: StepOptions) => Promise<Step>;
  readonly close: () => Promise<void>;
}

/** Starts a lab and builds the action. */
export async function openRunner(run: WorkflowRun = {}): Promise<Runner> {
  const top = mkdtempSync(join(tmpdir(), 'sealwright-runner-'));
  const lab = await startLab({ clock: { now: () => Date.now() }, issuer: githubIssuer, run });
  await buildAction(join(top, 'dist/action'));
  let count = 0;
  const step = async (
    program: readonly [string, ...string[]],
    { files = {}, workspace = join(top, `work-${++count}/lens`), env = {} }: StepOptions,
  ): Promise<Step> => {
    const temp = join(workspace, '../temp');
    for (const folder of [workspace, temp]) mkdirSync(folder, { recursive: true });
    const written = {
      ...Object.fromEntries(Object.entries(files).map(([path, content]) => [join(workspace, path), content])),
      [join(temp, 'root.json')]: JSON.stringify(lab.trustedRoot),
      [join(temp, 'signing.json')]: JSON.stringify(lab.signingConfig()),
    };
    for (const [path, content] of Object.entries(written)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    const outputFile = join(temp, `output-${++count}`);
    writeFileSync(outputFile, '');
    const [command, ...words] = program;
    const child = spawn(command, words, {
      cwd: workspace,
      timeout: 60_000,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: temp,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: workspace,
        GITHUB_REPOSITORY: 'acme/lens',
        GITHUB_OUTPUT: outputFile,
        RUNNER_TEMP: temp,
        ...lab.oidc.runnerEnvironment,
        SEALWRIGHT_SIGNING_CONFIG: join(temp, 'signing.json'),
        SEALWRIGHT_TRUSTED_ROOT: join(temp, 'root.json'),
        ...env,
      },
    });
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>((done) => void child.on('close', done))]);
    return { code, log: out + err, outputs: readOutputs(readFileSync(outputFile, 'utf8')), workspace };
  };
  return {
    lab,
    checkout: top,
    action: (name, inputs, options = {}) => {
      const { inputs: known, runs } = manifestOf(name);
      const given = { ...Object.fromEntries(Object.entries(known).map(([key, one]) => [key, one.default.includes('${{') ? '' : one.default])), ...inputs };
      for (const key of Object.keys(inputs)) assert.ok(key in known, `${name} has no input ${key}`);
      const env = { ...Object.fromEntries(Object.entries(given).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])), ...options.env };
      return step([process.execPath, join(top, name, runs.main)], { ...options, env });
    },
    script: (script, options = {}) => step(['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', script], options),
    close: async () => {
      await lab.close();
      rmSync(top, { recursive: true, force: true });
    },
  };
}

/** Both forms in which a step sets an output. */
function readOutputs(file: string): Readonly<Record<string, string>> {
  const long = [...file.matchAll(/^([\w-]+)<<(\S+)\n([^]*?)\n\2\n/gm)].map(([, key, , value]) => [key, value] as const);
  const short = [...file.matchAll(/^([\w-]+)=(.*)$/gm)].map(([, key, value]) => [key, value] as const);
  return Object.fromEntries([...short, ...long]);
}
