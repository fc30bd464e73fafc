import type { VerifyCommand } from '../documents/index.ts';
import type { EvidenceRecord, Traced } from '../lineage/index.ts';

/** Why a command asks for another run than those that sign here: another ref, event, workflow, repository, host or digest. */
export function asksForAnotherRun(command: VerifyCommand, traced: Traced): string | undefined {
  const told = (...flags: readonly string[]): string | undefined => flags.map((flag) => command.flags.get(flag)?.at(-1)).find((value) => value !== undefined);
  const commit = told('--certificate-github-workflow-sha', '--source-digest', '--signer-digest');
  if (commit !== undefined && /^0{7,}$/.test(commit)) return `no commit is ${commit}`;
  if (command.tool === 'gh') {
    const host = told('--hostname');
    if (host !== undefined && /^[\w-]+(?:\.[\w-]+)+$/.test(host) && host.toLowerCase() !== traced.trace.input.deployment.host.toLowerCase())
      return `the command asks ${host}, and attestations are kept at ${traced.trace.input.deployment.host}`;
    // Attestations are looked up by the digest that they are kept under.
    if (told('--digest-alg') === 'sha512' && !command.flags.has('--bundle')) return 'attestations are kept by SHA-256, and the command looks for SHA-512';
  }
  const made = keylessEvidence(traced);
  if (made === undefined) return undefined;
  // Whose the repository is, is not known of a folder without a remote.
  const isKnown = traced.trace.input.git.owner !== null && traced.trace.input.git.repo !== null;
  const signer = !isKnown ? undefined : /^(?:https:\/\/)?(?:[\w-]+(?:\.[\w-]+)+\/)?([\w.-]+\/[\w.-]+)$/.exec(told('--signer-repo') ?? '')?.[1];
  if (signer !== undefined && !made.some((e) => signerOf(e, traced).startsWith(`${signer.toLowerCase()}/`)))
    return `the command asks for a signer of ${signer}, and none of its workflows signs here`;
  const event = told('--certificate-github-workflow-trigger', '--trigger');
  if (event !== undefined && /^[a-z_]+$/.test(event) && !made.some((e) => eventOf(e) === event))
    return `the command asks for the event ${event}, and nothing is signed on it`;
  const name = told('--certificate-github-workflow-name');
  if (name !== undefined && /^[\w .-]+$/.test(name) && !made.some((e) => isCalled(e, name, traced)))
    return `the command asks for a workflow that is called ${name}, and none of that name signs`;
  const ref = told('--certificate-github-workflow-ref', '--source-ref', '--ref');
  const tag = told('--source-tag');
  const branch = told('--source-branch');
  if (ref !== undefined) return neverOn(ref, made, traced);
  if (tag !== undefined) return neverOn(`refs/tags/${tag}`, made, traced, 'source');
  return branch === undefined ? undefined : neverOn(`refs/heads/${branch}`, made, traced, 'source');
}

/** Why none of these runs is on a ref; a tag that is written out must begin as the filter says. */
export function neverOn(ref: string, made: readonly EvidenceRecord[], traced: Traced, of: 'signer' | 'source' = 'signer'): string | undefined {
  const kind = /^refs\/(heads|tags)\//.exec(ref)?.[1];
  if (kind === undefined) return undefined;
  const onTag = made.filter(isOnTag);
  if (kind === 'heads') return onTag.length === made.length ? 'the command asks for a branch’s identity, and what signs runs on tags' : undefined;
  if (onTag.length === 0) return 'the command asks for a tag’s identity, and what signs runs on branches';
  const tag = ref.slice('refs/tags/'.length);
  const isWritten = /^[\w./+-]*\d[\w./+-]*$/.test(tag);
  return isWritten && !onTag.some((e) => mayBeTag(tag, e, traced, of))
    ? `the command asks for the tag ${tag}, and no workflow that signs starts on such a tag`
    : undefined;
}

/** The evidence of identities, as far as it is all known: a workflow of elsewhere that was not read could sign too. */
export function keylessEvidence(traced: Traced): readonly EvidenceRecord[] | undefined {
  const { trace } = traced;
  if (trace.opaque.some((o) => o.what.includes('.github/workflows/') || o.places.includes('attestations'))) return undefined;
  const made = trace.evidence.filter((e) => (e.kind === 'signature' || e.kind === 'attestation') && e.keyless && e.cannotWork === undefined);
  return made.length === 0 ? undefined : made;
}

/** `owner/repo/.github/workflows/…` of the workflow whose identity signs, in lower case. */
export function signerOf(record: EvidenceRecord, traced: Traced): string {
  const { owner, repo } = traced.trace.input.git;
  const own = record.signer?.workflow ?? record.origin.workflow;
  return (own.startsWith('.github/') ? `${owner ?? ''}/${repo ?? ''}/${own}` : own).toLowerCase();
}

/** Of a run whose ref is a tag. */
export function isOnTag(record: EvidenceRecord): boolean {
  return /^(?:release$|create:|\w+:tag$)/.test(record.origin.scenario);
}

function eventOf(record: EvidenceRecord): string {
  return record.origin.scenario.split(':')[0]!;
}

function isCalled(record: EvidenceRecord, name: string, traced: Traced): boolean {
  const workflow = traced.workflows.get(record.origin.entry);
  // A name that is worked out could be any.
  return workflow === undefined || (workflow.name?.value ?? workflow.path) === name || workflow.name?.value.includes('${{') === true;
}

function mayBeTag(tag: string, record: EvidenceRecord, traced: Traced, of: 'signer' | 'source'): boolean {
  // A workflow called at a ref of its own signs with that ref.
  if (of === 'signer' && (record.signer !== undefined || traced.trace.calleeRefs.has(record.origin.workflow))) return true;
  const scenario = traced.scenarios.get(record.origin.entry)?.find((s) => s.id === record.origin.scenario);
  const patterns = (scenario?.refPatterns ?? []).filter((p) => !p.startsWith('!'));
  return patterns.length === 0 || patterns.some((p) => tag.startsWith(/^[^*+?[\\]*/.exec(p.replace(/.(?=[?+])/, '*'))![0]));
}
