import { SealwrightError } from '../../base/index.ts';
import { demandsOf, judge, type Bench, type Demand, type SubjectVerdict } from '../../trust/judge/index.ts';
import type { Policy } from '../../trust/policy/index.ts';
import { reason, type Reason } from '../../trust/reason/index.ts';
import { embeddedRoots, type TrustedRoot } from '../../trust/roots/index.ts';
import { createVerifier } from '../../trust/verify/index.ts';
import { renderVerdicts, renderVerdictsJson, verdictReport, type Judged, type RootReport } from '../../verdicts/index.ts';
import { wantsColour } from '../colour.ts';
import type { Outcome } from '../exit.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { progressLine } from '../progress.ts';
import { findLocal, type Found } from './find.ts';
import { readKey } from './key.ts';
import type { VerifyOptions } from './options.ts';
import { readRoots, rootReport, rootsBelieved } from './roots.ts';

/** Verifies each subject and prints the verdicts. */
export async function run(options: VerifyOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const now = ports.clock.now();
  const policy = policyFor(options, ports);
  const roots = rootsFor(options, ports);
  const bench: Bench = { verifier: createVerifier({ roots, now }), checkProvenance };
  const line = progressLine(machine, 'verify');
  const judged: Judged[] = [];
  for (const [done, subject] of options.subjects.entries()) {
    line.report({ stage: 'subject', done, total: options.subjects.length });
    judged.push(judgeOne(subject, findLocal(ports.disk, subject, options.bundles), demandsOf(policy), bench));
  }
  line.clear();
  const believed = rootsBelieved(
    roots,
    judged.map((one) => one.verdict),
  ).map((root) => rootReport(root, now));
  const report = verdictReport(
    judged.map((one) => ({ ...one, against: againstRoots(options, one.verdict, believed) })),
    believed,
  );
  const colour = wantsColour(machine, machine.stdout, options.colour);
  machine.stdout.write(options.format === 'json' ? renderVerdictsJson(report) : renderVerdicts(report, { colour, proof: options.proof }));
  return { kind: 'verified', subjects: report.subjects.map((one) => one.verdict) };
}

function policyFor({ policy }: VerifyOptions, { disk }: VerifyPorts): Policy {
  if (policy.kind === 'file') throw new SealwrightError('POLICY_MISSING', { message: 'policy files are not read yet' });
  return policy.keyFile === undefined ? policy.policy : { ...policy.policy, signer: { kind: 'key', spki: readKey(disk, policy.keyFile) } };
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

function judgeOne(subject: string, found: Found, demands: readonly [Demand, ...Demand[]], bench: Bench): Judged {
  const { artifact, offered, notes, resolved } = found;
  const verdict = judge({ artifact, offered, notes, demands }, bench);
  return {
    subject,
    ...(resolved === undefined ? {} : { resolved }),
    digests: Object.fromEntries(Object.entries(artifact.digests)),
    demands,
    verdict,
  };
}

/** What is asked of a build can be held against nothing yet: it is refused, and never taken as met. */
const checkProvenance: Bench['checkProvenance'] = (_statement, _signer, { sourceUri: _uri, ...build }) => ({
  reasons: Object.keys(build).map((name) => reason('PREDICATE_MISMATCH', `${name} is not read of provenance`)),
  facts: {},
});
