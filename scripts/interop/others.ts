import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createSigstore,
  githubIdentity,
  githubIssuer,
  pep740Of,
  signStatement,
  trustedRootOf,
  type SignOptions,
  type StatementJson,
} from '../../src/lab/index.ts';
import { sealwrightRuns, sealwrightSays } from './command-line.ts';
import { olderServices } from './images.ts';
import { ours } from './ours.ts';
import { run } from './program.ts';
import { saidBy, type Scene } from './scene.ts';
import { sha256Of, signerOf, type Services } from './signers.ts';

const clock = { now: () => Date.now() };
const workflow = 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3';

/** `gh attestation verify` and we say the same of what the lab signs as GitHub's two instances. */
export async function githubCommand(scene: Scene): Promise<void> {
  const publicGood = createSigstore({ clock });
  const github = createSigstore({ clock, kind: 'github', seed: 'interop github' });
  const artifact = Buffer.from('an artifact that GitHub knows\n');
  scene.write('artifact', artifact);
  scene.write('roots.jsonl', [publicGood, github].map((one) => `${JSON.stringify(trustedRootOf(one))}\n`).join(''));
  const statement = provenanceOf(artifact);
  const anothers: SignOptions = { signer: { kind: 'certificate', identity: githubIdentity({ repository: 'mallory/lens' }) } };
  const pieces = [
    { what: 'the public instance', signed: signStatement(publicGood, statement), wanted: 'accepted' },
    { what: 'the public instance with Rekor v2', signed: signStatement(publicGood, statement, { log: 'v2' }), wanted: 'accepted' },
    { what: "GitHub's own instance", signed: signStatement(github, statement), wanted: 'accepted' },
    { what: 'a workflow of another repository', signed: signStatement(publicGood, statement, anothers), wanted: 'refused' },
    { what: 'a forged promise', signed: signStatement(publicGood, statement, { faults: ['forged-promise'] }), wanted: 'refused' },
    { what: "a forged timestamp of GitHub's own", signed: signStatement(github, statement, { faults: ['forged-timestamp'] }), wanted: 'refused' },
    { what: 'another artifact', signed: signStatement(publicGood, statement, { faults: ['statement-of-another-artifact'] }), wanted: 'refused' },
  ] as const;
  for (const { what, signed, wanted } of pieces) {
    scene.write('gh.json', signed.text);
    const args = ['attestation', 'verify', 'artifact', '--bundle', 'gh.json', '--custom-trusted-root', 'roots.jsonl', '--repo', 'acme/lens'];
    // It asks for a token even where it asks nobody anything.
    scene.check(`${what}: gh`, saidBy(await scene.peer('gh', args, { GH_TOKEN: 'none' })), wanted);
    const asked = ['artifact', '--bundle=gh.json', '--trusted-root=roots.jsonl', '--repo=acme/lens', '--offline'];
    scene.check(`${what}: we`, await sealwrightSays(scene, asked), wanted);
  }
}

/** Provenance as GitHub's action writes it. Source: actions/buildtypes `workflow/v1/README.md`. */
function provenanceOf(artifact: Uint8Array): StatementJson {
  const commit = '1f2e3d4c5b6a79880123456789abcdef01234567';
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'artifact', digest: { sha256: sha256Of(artifact) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: { workflow: { ref: 'refs/tags/v1.2.3', repository: 'https://github.com/acme/lens', path: '.github/workflows/release.yml' } },
        internalParameters: { github: { event_name: 'push', repository_id: '1001', repository_owner_id: '2002', runner_environment: 'github-hosted' } },
        resolvedDependencies: [{ uri: 'git+https://github.com/acme/lens@refs/tags/v1.2.3', digest: { gitCommit: commit } }],
      },
      runDetails: { builder: { id: workflow }, metadata: { invocationId: 'https://github.com/acme/lens/actions/runs/4004/attempts/1' } },
    },
  };
}

/** PEP 740: what pypi-attestations signs we read, and what the lab publishes it reads. */
export async function pythonPackages(scene: Scene, services: Services): Promise<void> {
  const { lab, trustedRoot } = services;
  const wheel = 'lens-1.0-py3-none-any.whl';
  const artifact = Buffer.from('a wheel\n');
  scene.write(wheel, artifact);
  scene.write('trust.json', lab.clientTrustConfig({ log: 'v1' }));
  const script = join(dirname(fileURLToPath(import.meta.url)), 'pypi.py');
  const python = join(dirname(scene.programs.get('pypi-attestations') ?? ''), 'python');
  const said = async (...args: readonly string[]): Promise<string> => saidBy(await run(python, [script, ...args], { cwd: scene.folder }));
  const who = signerOf(lab);
  scene.check('pypi-attestations signs a wheel', await said('sign', 'trust.json', lab.oidc.tokenFor(), wheel, 'wheel.attestation'), 'accepted');
  const evidence = readFileSync(join(scene.folder, 'wheel.attestation'));
  const at = services.what;
  scene.accepts({ what: 'attestation of a wheel (PEP 740)', by: 'pypi-attestations', at }, 'sealwright', ours({ evidence, artifact, trustedRoot, ...who }));
  scene.check('  not for another file', ours({ evidence, artifact: Buffer.from('another'), trustedRoot, ...who }), 'refused');
  scene.write('root.json', trustedRoot);
  scene.write('signing.json', services.signingConfig);
  const words = ['attest', wheel, '--pep740', '--signing-config', 'signing.json', '--trusted-root', 'root.json', '--force'];
  scene.check('sealwright attest --pep740', await sealwrightRuns(scene, words, lab.oidc.runnerEnvironment), 'accepted');
  const made = { what: 'attestation of a wheel (PEP 740)', by: 'sealwright attest --pep740', at };
  scene.accepts(made, 'pypi-attestations', await said('verify', 'trust.json', workflow, who.issuer, wheel, `${wheel}.publish.attestation`));
  const mine = readFileSync(join(scene.folder, `${wheel}.publish.attestation`));
  scene.accepts(made, 'sealwright', ours({ evidence: mine, artifact, trustedRoot, ...who }));
  scene.write(wheel, 'a tampered wheel');
  const refused = await said('verify', 'trust.json', workflow, who.issuer, wheel, `${wheel}.publish.attestation`);
  scene.check('  pypi-attestations not for another file', refused, 'refused');
  scene.write(wheel, artifact);
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: wheel, digest: { sha256: sha256Of(artifact) } }],
    predicateType: 'https://docs.pypi.org/attestations/publish/v1',
    predicate: null,
  };
  for (const { what, options, wanted } of [
    { what: 'an attestation of the lab', options: {}, wanted: 'accepted' },
    { what: 'one with a forged promise', options: { faults: ['forged-promise'] }, wanted: 'refused' },
    // There is no place for the timestamp that the log of version 2 asks for.
    { what: 'one with a log of version 2', options: { log: 'v2' }, wanted: 'refused' },
  ] as const) {
    const published = pep740Of(signStatement(lab.sigstore, statement, options));
    scene.write('lab.attestation', published);
    scene.check(`${what}: pypi-attestations`, await said('verify', 'trust.json', workflow, githubIssuer, wheel, 'lab.attestation'), wanted);
    scene.check(`${what}: we`, ours({ evidence: JSON.stringify(published), artifact, trustedRoot, identity: workflow, issuer: githubIssuer }), wanted);
  }
}

/** What cosign 2 leaves beside a file, in each of its forms. */
export async function olderBlobs(scene: Scene, services: Services): Promise<void> {
  const { lab } = services;
  const { env, urls } = olderServices(scene, services);
  const who = signerOf(lab);
  const artifact = Buffer.from('an artifact of older days\n');
  const asked = ['--trusted-root=root.json', `--identity=${who.identity}`, `--issuer=${who.issuer}`, '--offline'];
  const forms = [
    { what: 'its own bundle', args: ['--bundle=older.bundle'], evidence: ['--bundle=older.bundle'] },
    { what: 'the common bundle', args: ['--new-bundle-format', '--trusted-root=root.json', '--bundle=newer.bundle'], evidence: ['--bundle=newer.bundle'] },
  ] as const;
  scene.write('older', artifact);
  for (const { what, args, evidence } of forms) {
    const ran = await scene.peer('cosign-v2', ['sign-blob', '--yes', ...urls, `--identity-token=${lab.oidc.tokenFor()}`, ...args, 'older'], env);
    scene.check(`cosign 2 sign-blob with ${what}`, saidBy(ran), 'accepted');
    scene.check('  we verify it', await sealwrightSays(scene, ['older', ...evidence, ...asked]), 'accepted');
    scene.check(
      '  not for another signer',
      await sealwrightSays(scene, ['older', ...evidence, '--trusted-root=root.json', '--identity=a@example.test', `--issuer=${who.issuer}`, '--offline']),
      'refused',
    );
    scene.write('another', 'another');
    scene.check('  not for another file', await sealwrightSays(scene, ['another', ...evidence, ...asked]), 'refused');
  }
}
