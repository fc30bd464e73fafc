import type { BuildPolicy } from '../policy/index.ts';
import { quoted, reason, type Reason } from '../reason/index.ts';
import type { Statement } from '../statement/index.ts';
import type { SignerFacts } from '../verify/index.ts';
import { disagreements } from './agreement.ts';
import { answers, type Proved } from './asked.ts';
import { hostedBy, isDelegator, isKnownDelegate, isReleaseRef, isTrustedBuilder, parseBuilderId } from './builders.ts';
import type { Claims } from './claims.ts';
import { PredicateReader } from './predicate.ts';
import { readV01, readV02 } from './read-v02.ts';
import { readV1 } from './read-v1.ts';

/** What provenance came to: why it is refused, if anything is, and what is proved of the build by name. */
export interface ProvenanceCheck {
  readonly reasons: readonly Reason[];
  readonly facts: Readonly<Record<string, string>>;
}

type Certified = Extract<SignerFacts, { readonly kind: 'certificate' }>;

/**
 * Holds a verified statement of provenance against its signer's certificate and against what is asked of the build.
 * A key, or a certificate that knows nothing of a build, is believed in what it signed: it was asked for by name.
 * Source: slsa.dev `provenance/v1`, "Verifying artifacts"; slsa-framework/slsa-verifier.
 */
export function checkProvenance(statement: Statement, signer: SignerFacts, build: BuildPolicy): ProvenanceCheck {
  const reader = new PredicateReader(statement.predicate);
  const claims = readClaims(statement.predicateType, reader);
  if (claims === undefined)
    return { reasons: [reason('PROVENANCE_UNSUPPORTED', `provenance of type ${quoted(statement.predicateType)} is not read`)], facts: {} };
  const malformed = [...reader.faults, ...missingOf(claims)].map((fault) => reason('PROVENANCE_MALFORMED', `in the predicate, ${fault}`));
  const unknown = claims.unknownParameters.map((name) =>
    // Source: slsa.dev `provenance/v1`, `externalParameters`: who verifies must reject those that it does not expect.
    reason('PROVENANCE_PARAMETER_UNKNOWN', `the build took a parameter from outside that its build type does not know: ${quoted(name)}`),
  );
  const certified = signer.kind === 'certificate' && knowsBuild(signer) ? signer : undefined;
  const { builder, reasons } = certified === undefined ? { builder: claims.builderId, reasons: [] } : builderOf(claims, certified, build);
  const disagreeing = certified === undefined ? [] : disagreements(claims, certified.extensions);
  const proved = certified === undefined ? saidBySigner(claims) : provedBy(claims, certified, builder);
  return { reasons: [...malformed, ...unknown, ...reasons, ...disagreeing, ...answers(proved, build)], facts: factsOf(proved, claims, certified) };
}

/** What a predicate must say: else what it leaves out could be held against nothing. */
function missingOf({ form, buildType, builderId, trigger, source }: Claims): readonly string[] {
  const missing = builderId === undefined || builderId === '' ? ['no builder is named'] : [];
  if (form === 'other') return missing;
  if (source === undefined) missing.push('no source is named as an address of git');
  if (trigger?.ref === undefined) missing.push('no repository and ref are named that the run was started for');
  // Source: slsa-framework/slsa-verifier `verifySourceURI`: who names no ref, and may.
  const mayLeaveOut = form === 'delegated' || buildType === 'https://github.com/npm/cli/gha@v1';
  if (source !== undefined && source.ref === undefined && !mayLeaveOut) missing.push('no ref of the source is named');
  return missing;
}

function readClaims(predicateType: string, reader: PredicateReader): Claims | undefined {
  if (predicateType === 'https://slsa.dev/provenance/v0.1') return readV01(reader);
  if (predicateType === 'https://slsa.dev/provenance/v0.2') return readV02(reader);
  return /^https:\/\/slsa\.dev\/provenance\/v1(?:\.\d{1,2})?$/.test(predicateType) ? readV1(reader) : undefined;
}

/** Certificates of CI systems say something of the run; those of people say nothing but who they are. */
function knowsBuild({ extensions }: Certified): boolean {
  return Object.entries(extensions).some(([field, value]) => field !== 'issuer' && field !== 'tokenSubject' && value !== undefined);
}

const githubIssuer = /^https:\/\/(?:token\.actions\.githubusercontent\.com(?:\/[\w.-]+)?|[^/]+\/_services\/token)$/;

/** Who built, as far as the certificate vouches for it. */
function builderOf(claims: Claims, signer: Certified, build: BuildPolicy): { readonly builder: string | undefined; readonly reasons: readonly Reason[] } {
  const { builderId = '', form } = claims;
  const workflow = signer.extensions.buildSignerUri ?? signer.identity;
  const tag = isTrustedBuilder(workflow) && !isReleaseRef(parseBuilderId(workflow)) ? [untrustedRef(workflow)] : [];
  if (form === 'delegated') {
    if (isDelegator(workflow)) return { builder: builderId, reasons: [...tag, ...delegateReasons(builderId, build)] };
  } else if (builderId === workflow || (form === 'other' && isRun(builderId, signer))) return { builder: builderId, reasons: tag };
  const hosted = form === 'npm' ? hostedBy(builderId) : undefined;
  if (hosted !== undefined && hosted === signer.extensions.runnerEnvironment) return { builder: builderId, reasons: [] };
  if (!githubIssuer.test(signer.issuer) && form === 'other') return { builder: undefined, reasons: [] };
  const message = `the predicate says that the builder is ${quoted(builderId)}, and its signer is ${quoted(workflow)}`;
  return { builder: undefined, reasons: [...tag, reason('BUILDER_UNPROVED', message)] };
}

/** BuildKit names the run as the builder, with or without the attempt. */
function isRun(builderId: string, { extensions: { runInvocationUri } }: Certified): boolean {
  return runInvocationUri !== undefined && (runInvocationUri === builderId || runInvocationUri.startsWith(`${builderId}/attempts/`));
}

/** Who called the delegator is named by it; strangers among them count where they are asked for. */
function delegateReasons(builderId: string, build: BuildPolicy): readonly Reason[] {
  const ref = isReleaseRef(parseBuilderId(builderId)) ? [] : [untrustedRef(builderId)];
  if (build.builder !== undefined || isKnownDelegate(builderId)) return ref;
  return [
    ...ref,
    reason('BUILDER_UNPROVED', `the builder ${quoted(builderId)} was called through a delegator, and was not asked for`, {
      hint: `--builder ${parseBuilderId(builderId).name}`,
    }),
  ];
}

function untrustedRef(workflow: string): Reason {
  return reason(
    'BUILDER_REF_UNTRUSTED',
    `the builder ran at ${quoted(parseBuilderId(workflow).ref ?? '(no ref)')}, expected a tag of a whole version such as refs/tags/v2.1.0`,
  );
}

function saidBySigner({ builderId, trigger, source, environment }: Claims): Proved {
  // What the two say must be one: a run that was started for one repository and built another proves neither.
  const place = trigger ?? source;
  const one = source === undefined || place === undefined || source.uri === place.uri;
  const ref = environment.ref ?? place?.ref;
  return {
    builder: builderId,
    repository: one ? place?.uri.slice('git+'.length) : undefined,
    ref: one && (place?.ref === undefined || place.ref === ref) ? ref : undefined,
    baseRef: environment.baseRef,
    event: environment.event,
    inputs: environment.inputs,
  };
}

function provedBy(claims: Claims, { extensions, identity }: Certified, builder: string | undefined): Proved {
  // The payload of the event is in no certificate: it counts where the builder, and not the job, wrote the predicate.
  const isolated = isTrustedBuilder(extensions.buildSignerUri ?? identity) && (claims.form === 'generator' || claims.form === 'delegated');
  const isElsewhere = claims.form === 'delegated' && claims.source?.ref === undefined;
  return {
    builder,
    repository: claims.form === 'other' || claims.trigger !== undefined || claims.source !== undefined ? extensions.sourceRepositoryUri : undefined,
    ref: isElsewhere ? undefined : extensions.sourceRepositoryRef,
    baseRef: isolated ? claims.environment.baseRef : undefined,
    event: extensions.buildTrigger,
    inputs: isolated ? claims.environment.inputs : undefined,
  };
}

function factsOf(proved: Proved, claims: Claims, signer: Certified | undefined): Readonly<Record<string, string>> {
  const facts = {
    builder: proved.builder,
    buildType: claims.buildType,
    repository: proved.repository,
    ref: proved.ref,
    commit: signer === undefined ? (claims.source?.commit ?? claims.trigger?.commit) : signer.extensions.sourceRepositoryDigest,
    workflow: signer === undefined ? claims.workflowPath : signer.extensions.buildConfigUri,
    event: proved.event,
    runner: signer?.extensions.runnerEnvironment,
    run: signer === undefined ? claims.invocation : signer.extensions.runInvocationUri,
  };
  return Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
