import type { Ask } from './ask.ts';

/** A commit of an action, and the version that its repository tags it with. */
export interface Pin {
  readonly uses: string;
  readonly version: string;
}

/**
 * Actions that fixes insert, at the commit of a release. Each was read from the tags of its repository on 2026-11-23
 * (`git for-each-ref refs/tags`); the audit itself asks nobody.
 */
const known: ReadonlyMap<string, KnownAction> = new Map([
  // Before 4 it asks for a predicate, and without one makes no provenance.
  ['actions/attest', { commit: '1e69f48acb82d1966a394da916b4c1698aa569d6', version: 'v4.2.2', from: 4 }],
  // Before 3 it installs a cosign that knows neither `--yes` nor certificates without being asked for experiments.
  ['sigstore/cosign-installer', { commit: '6f9f17788090df1f26f669e9d70d6ae9567deba6', version: 'v4.1.2', from: 3 }],
  ['anchore/sbom-action/download-syft', { commit: 'e22c389904149dbc22b58101806040fa8d37a610', version: 'v0.24.0', from: 0 }],
  ['slsa-framework/slsa-verifier/actions/installer', { commit: 'ea584f4502babc6f60d9bc799dbbb13c1caa9ee6', version: 'v2.7.1', from: 2 }],
]);

interface KnownAction {
  readonly commit: string;
  readonly version: string;
  /** The first major version that does what is written with it. */
  readonly from: number;
}

/** Releases of the SLSA generators by their commit, read from the tags of their repository on 2026-11-23. */
const generators: ReadonlyMap<string, string> = new Map([
  ['cdeb3a916610bc00af5dee83d1acdd3c7079923a', 'v1.8.0'],
  ['07e64b653f10a80b6510f4568f685f8b7b9ea830', 'v1.9.0'],
  ['a2540a194637bb64a01ab139ff74ebdcf926f4f6', 'v1.9.1'],
  ['c747fe7769adf3656dc7d588b161cb614d7abfee', 'v1.10.0'],
  ['5a775b367a56d5bd118a224a811bba288150a563', 'v2.0.0'],
  ['f7dd8c54c2067bafc12ca7a55595d5ee9b75204a', 'v2.1.0'],
]);

/** The release of a SLSA generator that a commit is; undefined where it is none that is known. */
export function generatorRelease(commit: string): string | undefined {
  return generators.get(commit);
}

interface ChosenPin {
  readonly pin: Pin;
  /** Whether the checkout has this pin already. */
  readonly isOwn: boolean;
  /** Whether the checkout uses the action at all. */
  readonly isUsed: boolean;
}

/**
 * The pin of an action: the one that the checkout has at another place, where its comment tells a version that does what the
 * inserted step asks for; else a release whose commit is known. Undefined where neither is: no digest is made up.
 */
export function pinOf(ask: Ask, action: string): ChosenPin | undefined {
  const one = known.get(action);
  if (one === undefined) return undefined;
  let isUsed = false;
  for (const workflow of ask.input.traced.workflows.values()) {
    for (const step of workflow.jobs.flatMap((job) => job.steps)) {
      const uses = step.uses?.value.trim() ?? '';
      isUsed ||= uses.startsWith(`${action}@`);
      const [version, major] = /^v?(\d{1,4})[\w.-]{0,30}$/.exec(step.usesComment ?? '') ?? [];
      if (version === undefined || !uses.startsWith(`${action}@`) || !/@[0-9a-f]{40}$/.test(uses)) continue;
      if (Number(major) >= one.from && Number(major) <= majorOf(one.version)) return { pin: { uses, version }, isOwn: true, isUsed };
    }
  }
  return { pin: { uses: `${action}@${one.commit}`, version: one.version }, isOwn: false, isUsed };
}

function majorOf(version: string): number {
  return Number(/\d+/.exec(version)?.[0]);
}

/** What to look at where the checkout does not use such a version of an action yet. */
export function pinNote({ pin, isOwn, isUsed }: ChosenPin): readonly string[] {
  const what = isUsed ? 'is not pinned here to a commit whose version can do this: it is inserted' : 'is new here,';
  return isOwn ? [] : [`${pin.uses.split('@')[0]!} ${what} at the commit of its ${pin.version}: take a newer release if there is one`];
}

/** What to do where no commit of an action is known: no digest is made up. */
export function pinByHand(action: string): string {
  return `look up the commit of the newest release of ${action} (git ls-remote --tags https://github.com/${action.split('/').slice(0, 2).join('/')}), and add the step at that`;
}
