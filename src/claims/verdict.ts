import type { Controls, Evidence } from '../controls/index.ts';
import type { Traced } from '../lineage/index.ts';
import type { SurfaceInfo } from '../surfaces/index.ts';
import { nameKey } from './name-key.ts';
import { levelOf } from './slsa-level.ts';
import type { Claim, Statement, Verdict } from './model.ts';

/** A surface with what was found of its evidence. */
export interface JudgedThing {
  readonly info: SurfaceInfo;
  readonly controls: Controls;
}

/** What a statement is held against. */
export interface Held {
  readonly surfaces: readonly JudgedThing[];
  readonly evidenceFiles: readonly { readonly what: string; readonly is: string; readonly signed: string }[];
  readonly traced: Traced;
  /** Whether documents show a key, so that somebody may sign by hand. */
  readonly hasKeys: boolean;
}

interface Answer {
  readonly is: 'yes' | 'no' | 'open';
  readonly why: string;
  readonly evidence: Evidence | undefined;
}

type Judged = Pick<Claim, 'verdict' | 'reason' | 'surfaces' | 'related'>;

/** Holds a statement against the surfaces that it is about. What is not known gives `cannot-tell`, never `supported`. */
export function judgeStatement(statement: Statement, held: Held): Judged {
  const byHand = statement.by === 'key' || (statement.kind === 'signed' && statement.by === undefined && held.hasKeys);
  const told = (verdict: Verdict, reason: string, on: readonly JudgedThing[] = [], related: Claim['related'] = []): Judged => ({
    verdict,
    reason,
    surfaces: on.map((one) => one.info.id),
    related,
  });
  if (statement.badge === 'scorecard') return ofScorecard(held, told);
  if (statement.kind === 'reproducible') return told('cannot-tell', 'only a second build can show it');
  const meant = surfacesOf(statement, held);
  if (meant.length === 0) return told('cannot-tell', 'nothing of what it speaks of was found to be published');
  const answers = meant.map((thing) => ({ thing, ...answerOf(statement, thing, held) }));
  const yes = answers.filter((one) => one.is === 'yes');
  const no = answers.filter((one) => one.is === 'no');
  const open = answers.filter((one) => one.is === 'open');
  const places = (list: readonly (typeof answers)[number][]): Claim['related'] =>
    list.slice(0, 6).map(({ thing, why }) => ({ at: thing.info.at, what: `${nameOf(thing)}: ${why}` }));
  if (no.length === 0 && open.length === 0) return told('supported', yes[0]!.why, meant, places(yes));
  if (statement.subject.isWhole && yes.length > 0 && !statement.subject.isEvery) {
    if (no.length === 0) return told('cannot-tell', open[0]!.why, meant, places(open));
    return told('cannot-tell', `it holds for ${nameOf(yes[0]!.thing)}, and not for ${nameOf(no[0]!.thing)}`, meant, places(no));
  }
  if (no.length > 0 && byHand) return told('cannot-tell', 'no workflow does it; a person could, and no file would show it', meant, places(no));
  if (no.length > 0 && yes.length > 0) {
    const one = `${nameOf(no[0]!.thing)}: ${no[0]!.why}`;
    return statement.subject.isEvery ? told('contradicted', one, meant, places(no)) : told('cannot-tell', `not of all: ${one}`, meant, places(no));
  }
  if (no.length > 0 && (open.length === 0 || statement.subject.isEvery)) {
    const tried = no.find((one) => one.evidence?.strength === 'cannot-work');
    const shown = tried ?? no[0]!;
    const isDenied = tried !== undefined || open.length > 0 || (statement.level !== undefined && shown.evidence?.status !== 'absent');
    return told(isDenied ? 'contradicted' : 'unsupported', meant.length === 1 ? shown.why : `${nameOf(shown.thing)}: ${shown.why}`, meant, places(no));
  }
  return told('cannot-tell', open[0]!.why, meant, places(open));
}

function ofScorecard({ traced }: Held, told: (verdict: Verdict, reason: string, on?: readonly JudgedThing[], related?: Claim['related']) => Judged): Judged {
  const runs = traced.trace.posture.filter((one) => one.what.includes('Scorecard'));
  if (runs.length === 0) return told('cannot-tell', 'no workflow runs the Scorecard; the service scans many projects by itself');
  if (runs.some((one) => one.publishes)) return told('supported', 'a workflow publishes the result that the badge shows');
  return told(
    'contradicted',
    'the workflow that runs the Scorecard does not publish its result, so the badge shows another one or none',
    [],
    [{ at: runs[0]!.origin.at, what: 'runs the Scorecard and keeps the result' }],
  );
}

/** The surfaces of the first group of kinds of which something is published. Sites are pages to read, no release. */
function surfacesOf({ subject, kind, badge }: Statement, { surfaces, traced }: Held): readonly JudgedThing[] {
  const { names } = subject;
  if (names !== undefined) {
    const named = surfaces.filter(({ info }) => info.members.some((member) => member.split(', ').some((name) => names.includes(nameKey(name)))));
    // Variants of one image have its name too.
    return named.length === 1 ? named : [];
  }
  for (const kinds of subject.kinds) {
    const meant = surfaces.filter(({ info, controls }) => {
      const isLeftOut = subject.leavesOut !== undefined && info.members.every((member) => member.split(', ').every((name) => subject.leavesOut!.test(name)));
      return kinds.includes(info.kind) && !isLeftOut && controls[controlOf(kind)].status !== 'not-applicable';
    });
    const released = meant.filter((one) => isReleased(one) && (badge === undefined || !isForCallers(one, traced)));
    // A badge stands for the project, and what its workflows publish for those who call them is not its own.
    if (badge !== undefined) return released;
    if (meant.length > 0) return released.length > 0 ? released : meant;
  }
  return [];
}

function isForCallers({ info }: JudgedThing, { workflows }: Traced): boolean {
  return workflows.get(info.publishedBy.workflow)?.triggers.some((one) => one.event === 'workflow_call') === true;
}

/** What every push of a branch renews, or a day, is nobody's release, where there are releases. */
function isReleased({ info }: JudgedThing): boolean {
  if (info.scenarios.length > 0 && info.scenarios.every((one) => /^(?:push:branch|schedule)/.test(one))) return false;
  const names = info.members.flatMap((one) => one.split(', '));
  return (
    names.length === 0 ||
    !names.every((one) =>
      /(?:^|[:._/-])(?:canary|nightly|edge|dev(?:el)?|snapshot|unstable|preview|latest-dev|main|master|next|trunk|test(?:ing)?)(?:$|[._-])/i.test(one),
    )
  );
}

function controlOf(kind: Statement['kind']): 'signature' | 'sbom' | 'hashes' | 'provenance' {
  switch (kind) {
    case 'sbom':
      return 'sbom';
    case 'hashes':
      return 'hashes';
    case 'provenance':
    case 'slsa-level':
      return 'provenance';
    default:
      return 'signature';
  }
}

function answerOf(statement: Statement, { info, controls }: JudgedThing, held: Held): Answer {
  const evidence = controls[controlOf(statement.kind)];
  if (statement.level !== undefined) {
    const reached = levelOf(evidence, held.traced);
    if (reached === undefined) return { is: 'open', why: evidence.reason ?? 'which level its provenance reaches is not told by the files', evidence };
    const is = reached.level >= statement.level ? 'yes' : 'no';
    return { is, why: is === 'yes' ? reached.because : `level ${reached.level}: ${reached.because}`, evidence };
  }
  const base = ofEvidence(evidence, controls, statement);
  if (statement.kind === 'every-asset' && base.is !== 'yes') {
    const attested = ofEvidence(controls.provenance, controls, { ...statement, kind: 'provenance' });
    return attested.is === 'no' ? base : attested;
  }
  if (base.is !== 'no' || !statement.subject.isWhole || info.kind !== 'release-asset') return base;
  // A release has an SBOM when one lies beside its files, whatever that says of each of them.
  const beside = held.evidenceFiles.find(
    (one) =>
      one.is === { sbom: 'SBOM', hashes: 'checksum list', signed: 'signature', keyless: 'signature', provenance: 'attestation' }[statement.kind as string],
  );
  return beside === undefined
    ? base
    : { is: statement.kind === 'sbom' || statement.kind === 'hashes' ? 'yes' : 'open', why: `the release carries ${beside.what}`, evidence };
}

function ofEvidence(evidence: Evidence, controls: Controls, statement: Statement): Answer {
  const told = (is: Answer['is'], why: string): Answer => ({ is, why, evidence });
  switch (evidence.status) {
    case 'unknown':
      return told('open', evidence.reason ?? 'not known');
    case 'not-applicable':
      return told('open', 'it does not apply');
    case 'absent':
      return told('no', evidence.reason ?? `no ${words[controlOf(statement.kind)]}`);
    case 'partial': {
      const isAttested = evidence.how === 'attestation only' && controls.provenance.status === 'present';
      if (isAttested && statement.named !== undefined && !controls.provenance.how.includes('cosign'))
        return told('open', `its attestation is signed (${controls.provenance.how}), and not by cosign`);
      if (isAttested && statement.by !== 'key')
        return told(isSure(controls.provenance) ? 'yes' : 'open', `its attestation is signed (${controls.provenance.how})`);
      if (evidence.because.some((one) => one.role === 'misses') && statement.subject.isEvery && !evidence.how.startsWith('unsigned'))
        return told('no', evidence.reason ?? 'of some only');
      return told('open', evidence.reason ?? evidence.how);
    }
    case 'present':
      if (!isSure(evidence)) return told('open', `${evidence.how}, by a step that may fail without stopping the release`);
      if (statement.by === 'keyless' && /^(?:GPG|minisign|signify|SSH key|openssl, key|cosign, (?:KMS )?key)$/.test(evidence.how))
        return told('no', `it is signed with ${evidence.how}`);
      if (statement.by === 'key' && /keyless|sigstore|GitHub attestation/.test(evidence.how)) return told('open', `it is signed with ${evidence.how}`);
      if (lacksNamed(evidence, statement)) return told('open', `what is made is ${evidence.how}`);
      return told('yes', evidence.how);
  }
}

/** Whether another tool or format made it than the sentence names; a format that the answer does not tell may be the one. */
function lacksNamed({ how }: Evidence, { kind, named = [] }: Statement): boolean {
  if (kind === 'sbom') return /SPDX|CycloneDX/.test(how) && named.some((format) => !how.includes(format));
  return (kind === 'signed' || kind === 'keyless') && named.some((tool) => !how.includes(tool));
}

/** Whether nothing lets the release go on without it. */
function isSure({ strength }: Evidence): boolean {
  return strength !== 'best-effort' && strength !== null;
}

const words = { signature: 'signature', sbom: 'SBOM', hashes: 'published checksum', provenance: 'provenance' } as const;

function nameOf({ info }: JudgedThing): string {
  return info.name.length <= 40 ? info.name : `${(info.members[0] ?? info.name).split(', ')[0]!} …`;
}
