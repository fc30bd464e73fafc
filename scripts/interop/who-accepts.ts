import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Made, VerifierName } from './acceptance.ts';
import { sealwrightSays } from './command-line.ts';
import type { Identity } from './ours.ts';
import { saidBy, type Scene } from './scene.ts';
import { cosignSays, pythonSays } from './signers.ts';

/** A bundle of the scene about its file `artifact`, and who ought not to read it. */
export interface Offered extends Identity, Made {
  readonly bundle: string;
  /** Set for a statement: its predicate type. */
  readonly type?: string;
  readonly without?: Readonly<Partial<Record<VerifierName, string>>>;
}

/** Puts a bundle to every verifier that is here and reads such a thing: it is accepted for its file and refused for another. */
export async function whoAccepts(scene: Scene, offered: Offered): Promise<void> {
  const { bundle, type, without = {}, identity, issuer } = offered;
  const held = { bundle, attested: type !== undefined, identity, issuer, ...(type === undefined ? {} : { type }) };
  const asked: readonly { readonly name: VerifierName; readonly says: () => Promise<string> }[] = [
    { name: 'sealwright', says: () => sealwrightSays(scene, ['artifact', `--bundle=${bundle}`, ...pointed(offered)]) },
    { name: 'cosign', says: () => cosignSays(scene, held) },
    { name: 'sigstore-python', says: () => pythonSays(scene, held) },
    ...(type !== undefined && scene.has('gh') ? [{ name: 'gh', says: () => ghSays(scene, { ...offered, type }) } as const] : []),
  ];
  const artifact = readFileSync(join(scene.folder, 'artifact'));
  for (const { name, says } of asked) {
    const why = without[name];
    const said = await says();
    scene.check(`  ${name} ${why === undefined ? 'verifies it' : `does not: ${why}`}`, said, why === undefined ? 'accepted' : 'refused');
    scene.acceptance.note(offered, name, said === 'accepted' ? 'accepted' : why === undefined ? 'refused' : { refusedFor: why });
    if (why !== undefined) continue;
    scene.write('artifact', 'a tampered copy');
    scene.check(`  ${name} not for another file`, await says(), 'refused');
    scene.write('artifact', artifact);
  }
}

function pointed({ type, identity, issuer }: Offered): readonly string[] {
  const kind = type === undefined ? [] : [`--type=${type}`];
  return ['--trusted-root=root.json', `--identity=${identity}`, `--issuer=${issuer}`, '--offline', ...kind];
}

/** What `gh attestation verify` says of a bundle, with the root and artifact of the scene. */
async function ghSays(scene: Scene, { bundle, type, identity, issuer }: Offered & { readonly type: string }): Promise<string> {
  const who = ['--repo=acme/lens', `--cert-identity=${identity}`, `--cert-oidc-issuer=${issuer}`, `--predicate-type=${type}`];
  // One root a line, and it passes over a line without its end.
  scene.write('root.jsonl', `${scene.read('root.json')}\n`);
  // It asks for a token even where it asks nobody anything.
  return saidBy(
    await scene.peer('gh', ['attestation', 'verify', 'artifact', `--bundle=${bundle}`, '--custom-trusted-root=root.jsonl', ...who], { GH_TOKEN: 'none' }),
  );
}
