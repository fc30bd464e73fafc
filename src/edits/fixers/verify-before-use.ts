import type { EvidenceRecord } from '../../lineage/index.ts';
import { mapOf, scalar, type Operation, type Written } from '../../workflow/index.ts';
import { isCalled, type Ask, type StepPlace } from '../ask.ts';
import { grant } from '../grant.ts';
import { pinByHand, pinNote, pinOf } from '../pins.ts';
import { isNo, no, type Fixer } from '../proposal.ts';

/** A step before the one that runs an image, which verifies the same digest for the identity of this workflow. */
export const verifyBeforeUse: Fixer = {
  rules: ['used-before-verified'],
  leaves: ['verified-after-public'],
  propose: (finding, ask) => {
    const place = ask.step(finding.at);
    if (place === undefined)
      return no(
        'the step is not in a workflow of the checkout',
        'verify the image where it is used: cosign verify, or gh attestation verify, before the command that runs it',
      );
    const used = referenceIn(place);
    if (used === undefined)
      return no(
        'the step does not name the image by a digest that the job before it gave',
        'hand the digest on as an output of the job that pushes, and run name@digest; then run sealwright fix again',
      );
    const signed = signedIn(ask, finding.surface, place);
    if (signed === undefined)
      return no(
        'nothing that signs the image by the identity of this workflow is sure to be done before',
        'sign or attest the image in the job that pushes it, before the job that runs it; then run sealwright fix again',
      );
    if (isCalled(place.workflow))
      return no(
        'who calls the workflow has a say in its identity: which one is expected cannot be written here',
        'write cosign verify with the identity of the workflow that calls it, before the image is used',
      );
    const byCosign = signed.mechanism === 'cosign-keyless';
    const env = mapOf({ IMAGE: scalar(used), ...(byCosign ? {} : { GH_TOKEN: scalar('${{ github.token }}') }) });
    const item = mapOf({
      name: scalar('Verify the image'),
      if: place.step.if === undefined ? undefined : scalar(place.step.if.value.trim()),
      env,
      run: byCosign ? byItsSignature : byItsAttestation,
    });
    const installer = byCosign && !hasCosign(place) ? pinOf(ask, 'sigstore/cosign-installer') : undefined;
    if (byCosign && installer === undefined && !hasCosign(place))
      return no('no release of sigstore/cosign-installer is known whose commit could be named', pinByHand('sigstore/cosign-installer'));
    const granted = byCosign ? undefined : grant(ask, place.workflow, place.job, { attestations: 'read' });
    if (granted !== undefined && isNo(granted)) return granted;
    const operations: readonly Operation[] = [
      { kind: 'insert', at: place.steps, index: place.index, item },
      ...(installer === undefined
        ? []
        : [
            {
              kind: 'insert' as const,
              at: place.steps,
              index: place.index,
              item: mapOf({ name: scalar('Install cosign'), uses: scalar(installer.pin.uses, installer.pin.version) }),
            },
          ]),
      ...(granted?.operations ?? []),
    ];
    return {
      kind: 'needs-review',
      title: `verify the digest in job ${place.job.id} before it is run`,
      notes: [
        `expected is the identity of this workflow at the ref of the run, as job ${signed.origin.job} signs`,
        ...(granted?.notes ?? []),
        ...(installer === undefined ? [] : pinNote(installer)),
      ],
      changes: [{ kind: 'yaml', path: place.path, operations }],
    };
  },
};

const byItsSignature: Written = {
  kind: 'script',
  lines: [
    'cosign verify "$IMAGE" \\',
    '  --certificate-identity "$GITHUB_SERVER_URL/$GITHUB_WORKFLOW_REF" \\',
    '  --certificate-oidc-issuer https://token.actions.githubusercontent.com > /dev/null',
  ],
};

const byItsAttestation: Written = {
  kind: 'script',
  lines: ['gh attestation verify "oci://$IMAGE" --repo "$GITHUB_REPOSITORY" \\', '  --cert-identity "$GITHUB_SERVER_URL/$GITHUB_WORKFLOW_REF"'],
};

/** The image that the step runs, by the digest that another job gave: `NAME@${{ needs.JOB.outputs.digest }}`. */
function referenceIn({ step }: StepPlace): string | undefined {
  const found = new Set<string>();
  for (const text of [step.run?.value, ...[...step.with.values(), ...step.env.values()].map((one) => one.value)])
    for (const [word] of (text ?? '').matchAll(/(?:[\w./:-]|\$\{\{[^{}]{1,200}\}\}){1,300}@\$\{\{ *needs\.[\w-]+\.outputs\.[\w-]+ *\}\}/g)) found.add(word);
  return found.size === 1 ? [...found][0] : undefined;
}

/** What signs the image in a job that this one waits for. */
function signedIn(ask: Ask, surface: string | null, place: StepPlace): EvidenceRecord | undefined {
  const units = ask.surface(surface)?.units ?? [];
  const roots = new Set(units.flatMap(({ image }) => (image === undefined ? [] : [ask.trace.rootOf(image.id)])));
  const before = new Set(place.job.needs.map((one) => one.value));
  const sure = ask.trace.evidence.filter(
    (e) =>
      (e.kind === 'signature' || e.kind === 'attestation') &&
      e.keyless &&
      e.cannotWork === undefined &&
      e.weak.length === 0 &&
      e.signer === undefined &&
      e.origin.entry === place.path &&
      e.origin.workflow === place.path &&
      before.has(e.origin.job) &&
      e.target.images.some((one) => one.by === 'digest' && roots.has(ask.trace.rootOf(one.id))),
  );
  return (
    sure.find((e) => e.kind === 'signature' && e.mechanism === 'cosign-keyless') ??
    sure.find((e) => e.mechanism === 'github-attestation' && e.predicate === 'slsa-provenance')
  );
}

function hasCosign({ job, index }: StepPlace): boolean {
  return job.steps.some((one) => one.index < index && one.if === undefined && one.uses?.value.startsWith('sigstore/cosign-installer@') === true);
}
