import type { SubjectVerdict } from '../../trust/judge/index.ts';
import { hintOf, parsed, reason, type Parsed, type Reason } from '../../trust/reason/index.ts';
import type { TrustedRoot } from '../../trust/roots/index.ts';
import { renderVerdicts, renderVerdictsJson, verdictReport, type Judged, type RootReport } from '../../verdicts/index.ts';
import { wantsColour } from '../colour.ts';
import type { Outcome } from '../exit.ts';
import type { Machine, Stream, VerifyPorts } from '../machine.ts';
import { progressLine } from '../progress.ts';
import { readAsks, type Asking } from './asks.ts';
import { judgeWords, unjudged, type Court } from './court.ts';
import { benchOf } from './file-judge.ts';
import { openFinders } from './find.ts';
import { openPgpCourt } from './openpgp.ts';
import { mirroredRoot } from './mirrored-root.ts';
import { believesOthers, type VerifyOptions } from './options.ts';
import { freshRegistryKeys, knownRegistryKeys, registryPolicy } from './registry-keys.ts';
import { judgeRelease, unmet } from './release.ts';
import { knownRoots, metGithub, readRoots, rootReport, rootsBelieved, withGithubRefreshed, type Believed } from './roots.ts';

/** Verdicts, with what they rest on. */
export interface Decided {
  readonly judged: readonly Judged[];
  readonly roots: readonly TrustedRoot[];
  readonly now: number;
  readonly problem: Reason | undefined;
}

/** Verifies each subject and prints the verdicts. */
export async function run(options: VerifyOptions, machine: Machine): Promise<Outcome> {
  return tell(await decide(options, machine), { options, machine, to: machine.stdout });
}

/** Verifies each subject, and says nothing yet. */
export async function decide(options: VerifyOptions, machine: Machine): Promise<Decided> {
  const ports = await machine.openVerifyPorts();
  const now = ports.clock.now();
  const ofRegistry = { keys: knownRegistryKeys(machine, ports), isAsked: false };
  const readAsking = (): Promise<Asking> =>
    readAsks(options, ports.disk, () => {
      ofRegistry.isAsked = true;
      return registryPolicy(ofRegistry.keys);
    });
  let asking = await readAsking();
  const line = progressLine(machine, 'verify');
  const finders = openFinders(options, machine, ports, (asked) => line.report({ stage: 'question', done: asked, total: asked }));
  const openPgp = openPgpCourt(ports);
  const judgeAll = async ({ roots }: Believed): Promise<Judged[]> => {
    const setup = { roots, now, opinions: options.opinions, ...(options.release === undefined ? {} : { pieces: 'all' as const }) };
    const court: Court = { asking, bench: await benchOf(setup), setup, openPgp, finders, ports, report: line.report };
    const ofRelease = options.release === undefined ? [] : await judgeRelease(options.release, options, court);
    return [...ofRelease, ...(await judgeWords(options.subjects, court))];
  };
  const first = await rootsFor(options, machine, ports);
  if (first.kind === 'refused') {
    const named = [...(options.release === undefined ? [] : [options.release]), ...options.subjects];
    line.clear();
    return { judged: named.map((name) => unjudged(name, [first.reason])), roots: [], now, problem: undefined };
  }
  // A mirror that is silent is not waited for twice.
  const fresh = ofRegistry.isAsked && first.value.problem === undefined ? await freshRegistryKeys(ofRegistry.keys, options, machine, ports) : undefined;
  if (fresh !== undefined) {
    ofRegistry.keys = fresh;
    asking = await readAsking();
  }
  let believed = first.value;
  let judged: Judged[] = [];
  try {
    judged = await judgeAll(believed);
    const isMet =
      !believesOthers(options) &&
      metGithub(
        believed.roots,
        judged.map((one) => one.verdict),
      );
    const refreshed = isMet ? await withGithubRefreshed(believed, options, machine, ports) : undefined;
    if (refreshed !== undefined && refreshed.roots !== believed.roots) judged = await judgeAll(refreshed);
    believed = refreshed ?? believed;
  } finally {
    openPgp.close();
  }
  // What was not seen may have been there: something is missing only where all was looked at.
  const isAllSeen = judged.every(({ verdict }) => verdict.verified || verdict.decision === 'refused');
  if (options.release !== undefined && isAllSeen) judged.push(...unmet(asking));
  line.clear();
  return { judged, roots: believed.roots, now, problem: believed.problem };
}

/** Prints verdicts to a stream. Returns what they come to. */
export function tell(
  { judged, roots, now, problem }: Decided,
  { options, machine, to }: { readonly options: VerifyOptions; readonly machine: Machine; readonly to: Stream },
): Extract<Outcome, { kind: 'verified' }> {
  const verdicts = judged.map((one) => one.verdict);
  const believed = rootsBelieved(roots, verdicts).map((root) => rootReport(root, now));
  const report = verdictReport(
    judged.map((one) => ({ ...one, against: againstRoots(options, one.verdict, believed, problem) })),
    believed,
    options.release,
  );
  const colour = wantsColour(machine, to, options.colour);
  to.write(options.format === 'json' ? renderVerdictsJson(report) : renderVerdicts(report, { colour, proof: options.proof }));
  return { kind: 'verified', subjects: report.subjects.map((one) => one.verdict) };
}

/** A refusal means that nobody is known who could be believed. */
async function rootsFor(options: VerifyOptions, machine: Machine, ports: VerifyPorts): Promise<Parsed<Believed>> {
  if (options.tuf !== undefined) return await mirroredRoot(options.tuf, options, machine, ports);
  return parsed(options.trustedRoots.length > 0 ? { roots: readRoots(ports.disk, options.trustedRoots) } : await knownRoots(options, machine, ports));
}

/** Under `--strict` a root that is old is no ground to say yes on. */
function againstRoots(options: VerifyOptions, { verified }: SubjectVerdict, roots: readonly RootReport[], problem: Reason | undefined): readonly Reason[] {
  if (options.strictness !== 'strict' || !verified) return [];
  const stale = roots.filter((root) => root.stale);
  const reasons = stale.map((root) =>
    reason(
      'ROOT_STALE',
      `${root.from} is ${root.ageDays ?? 0} days old and was not refreshed, expected at most 30`,
      options.network === 'offline' ? { hint: `leave --offline out once, or ${hintOf.ROOT_STALE}` } : {},
    ),
  );
  return problem === undefined || stale.length === 0 ? reasons : [...reasons, problem];
}
