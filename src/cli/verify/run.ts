import { judge, type Bench, type SubjectVerdict } from '../../trust/judge/index.ts';
import { reason, reasonTable, type Reason } from '../../trust/reason/index.ts';
import { embeddedRoots, type TrustedRoot } from '../../trust/roots/index.ts';
import { createVerifier } from '../../trust/verify/index.ts';
import { renderVerdicts, renderVerdictsJson, verdictReport, type Judged, type RootReport } from '../../verdicts/index.ts';
import { wantsColour } from '../colour.ts';
import type { Outcome } from '../exit.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { progressLine } from '../progress.ts';
import { readAsks, type AsksOf } from './asks.ts';
import { crossCheck } from './cross-check.ts';
import { findSubjects, policyNameOf, type FoundSubject } from './find.ts';
import type { VerifyOptions } from './options.ts';
import { readRoots, rootReport, rootsBelieved } from './roots.ts';

/** Verifies each subject and prints the verdicts. */
export async function run(options: VerifyOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const now = ports.clock.now();
  const asksOf = await readAsks(options, ports.disk);
  const roots = rootsFor(options, ports);
  const bench: Bench = {
    verifier: createVerifier({ roots, now }),
    checkProvenance,
    ...(options.opinions === 'two' ? { secondOpinion: await crossCheck(roots) } : {}),
  };
  const line = progressLine(machine, 'verify');
  const judged: Judged[] = [];
  for (const [done, subject] of options.subjects.entries()) {
    line.report({ stage: 'subject', done: done + 1, total: options.subjects.length });
    judged.push(...(await judgeSubject(subject, options, ports, { asksOf, bench })));
  }
  line.clear();
  return tell(judged, { options, machine, roots, now });
}

/** Prints the verdicts. Returns what they come to. */
function tell(
  judged: readonly Judged[],
  told: { readonly options: VerifyOptions; readonly machine: Machine; readonly roots: readonly TrustedRoot[]; readonly now: number },
): Outcome {
  const { options, machine, roots, now } = told;
  const verdicts = judged.map((one) => one.verdict);
  const believed = rootsBelieved(roots, verdicts).map((root) => rootReport(root, now));
  const report = verdictReport(
    judged.map((one) => ({ ...one, against: againstRoots(options, one.verdict, believed) })),
    believed,
  );
  const colour = wantsColour(machine, machine.stdout, options.colour);
  machine.stdout.write(options.format === 'json' ? renderVerdictsJson(report) : renderVerdicts(report, { colour, proof: options.proof }));
  return { kind: 'verified', subjects: report.subjects.map((one) => one.verdict) };
}

function rootsFor({ trustedRoots }: VerifyOptions, { disk }: VerifyPorts): readonly TrustedRoot[] {
  return trustedRoots.length > 0 ? readRoots(disk, trustedRoots) : embeddedRoots();
}

/** Under `--strict` a root that is old is no ground to say yes on. */
function againstRoots({ strictness }: VerifyOptions, { verified }: SubjectVerdict, roots: readonly RootReport[]): readonly Reason[] {
  if (strictness !== 'strict' || !verified) return [];
  return roots
    .filter((root) => root.stale)
    .map((root) =>
      reason('ROOT_STALE', `${root.from} is ${root.ageDays ?? 0} days old and could not be refreshed, expected at most 30`, {
        hint: 'run without --offline, or give a newer one with --trusted-root FILE',
      }),
    );
}

interface Court {
  readonly asksOf: AsksOf;
  readonly bench: Bench;
}

async function judgeSubject(subject: string, options: VerifyOptions, ports: VerifyPorts, { asksOf, bench }: Court): Promise<readonly Judged[]> {
  const asks = asksOf(policyNameOf(subject, ports));
  if (asks === undefined) return [unjudged(subject, reason('POLICY_SILENT', 'the policy file says nothing of it', { hint: 'add a subject with its name' }))];
  if (asks.kind === 'unsafely-nothing') return [{ ...unjudged(subject, reason('POLICY_SILENT', 'the policy asks nothing of it')), exempt: asks.why }];
  const found = await findSubjects(subject, options, ports);
  return found.map((one) => {
    const name = { subject: one.subject, ...(one.resolved === undefined ? {} : { resolved: one.resolved }) };
    if (one.found.kind === 'refused') return { ...unjudged(one.subject, one.found.reason), ...name };
    const { artifact, offered, notes, lists } = one.found.value;
    const digests = Object.fromEntries(Object.entries(artifact.digests));
    return { ...name, digests, demands: asks.demands, verdict: judge({ artifact, offered, notes, lists, demands: asks.demands }, bench) };
  });
}

/** A subject that no evidence was held against. */
function unjudged(subject: FoundSubject['subject'], why: Reason): Judged {
  const decision = reasonTable[why.code].kind;
  return { subject, digests: {}, demands: [], verdict: { verified: false, decision, reasons: [why], missing: [], answers: [], pieces: [] } };
}

/** What is asked of a build can be held against nothing yet: it is refused, and never taken as met. */
const checkProvenance: Bench['checkProvenance'] = (_statement, _signer, { sourceUri: _uri, ...build }) => ({
  reasons: Object.keys(build).map((name) => reason('PREDICATE_MISMATCH', `${name} is not read of provenance`)),
  facts: {},
});
