import type { FoundSubject } from '../../subjects/index.ts';
import { judge, type Bench, type Demand, type SubjectVerdict } from '../../trust/judge/index.ts';
import { reason, reasonTable, type Reason } from '../../trust/reason/index.ts';
import { embeddedRoots, type TrustedRoot } from '../../trust/roots/index.ts';
import { checkProvenance } from '../../trust/provenance/index.ts';
import { createVerifier } from '../../trust/verify/index.ts';
import { renderVerdicts, renderVerdictsJson, verdictReport, type Judged, type RootReport } from '../../verdicts/index.ts';
import { wantsColour } from '../colour.ts';
import type { Outcome } from '../exit.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { progressLine } from '../progress.ts';
import { readAsks, type AsksOf } from './asks.ts';
import { crossCheck } from './cross-check.ts';
import { openFinders, policyNameOf, type Finders } from './find.ts';
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
  const finders = openFinders(options, machine, ports, (asked) => line.report({ stage: 'question', done: asked, total: asked }));
  const judged: Judged[] = [];
  for (const [done, subject] of options.subjects.entries()) {
    line.report({ stage: 'subject', done: done + 1, total: options.subjects.length });
    judged.push(...(await judgeWord(subject, { asksOf, bench, finders, ports })));
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
  readonly finders: Finders;
  readonly ports: VerifyPorts;
}

/** Judges all that a word of the command line stands for. */
async function judgeWord(word: string, court: Court): Promise<readonly Judged[]> {
  const finding = await court.finders.subjects.find(word);
  if (finding.kind === 'refused') return [unjudged(word, [finding.reason])];
  const { subjects, problems } = finding.value;
  const judged: Judged[] = [];
  for (const subject of subjects) judged.push(await judgeSubject(subject, court));
  const [first, ...others] = problems;
  if (first !== undefined) judged.push(unjudged(`the rest of ${word}`, [first, ...others]));
  return judged.length > 0 ? judged : [unjudged(word, [reason('SUBJECT_MISSING', 'nothing was found of that name')])];
}

async function judgeSubject(subject: FoundSubject, court: Court): Promise<Judged> {
  const { asksOf, bench, finders, ports } = court;
  const asks = asksOf(policyNameOf(subject, ports));
  if (asks === undefined)
    return unjudged(subject.name, [reason('POLICY_SILENT', 'the policy file says nothing of it', { hint: 'add a subject with its name to the file' })]);
  if (asks.kind === 'unsafely-nothing') return { ...unjudged(subject.name, [reason('POLICY_SILENT', 'the policy asks nothing of it')]), exempt: asks.why };
  const own = judgeFound(subject, asks.demands, bench);
  if (own.verdict.verified) return own;
  // A service is asked only where what lies at hand is not enough.
  const more = await finders.withAttestations(asks.demands)?.find(subject.name);
  if (more === undefined) return own;
  const [again] = more.kind === 'parsed' ? more.value.subjects : [];
  return again === undefined ? own : judgeFound({ ...again, name: subject.name }, asks.demands, bench);
}

function judgeFound(found: FoundSubject, demands: readonly [Demand, ...Demand[]], bench: Bench): Judged {
  const { name, resolved, artifact, offered, notes, lists } = found;
  return {
    subject: name,
    ...(resolved === undefined ? {} : { resolved }),
    digests: Object.fromEntries(Object.entries(artifact.digests)),
    demands,
    verdict: judge({ artifact, offered, notes, lists, demands }, bench),
  };
}

/** A subject that no evidence was held against. */
function unjudged(subject: string, reasons: readonly [Reason, ...Reason[]]): Judged {
  const decision = reasons.some((one) => reasonTable[one.code].kind === 'undecided') ? 'undecided' : 'refused';
  return { subject, digests: {}, demands: [], verdict: { verified: false, decision, reasons, missing: [], answers: [], pieces: [] } };
}
