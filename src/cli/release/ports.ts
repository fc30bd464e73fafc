import { createHash } from 'node:crypto';
import { SealwrightError } from '../../base/index.ts';
import { Asker } from '../../registry/asking/index.ts';
import { openReleases } from '../../registry/github-releases/index.ts';
import type { Plan, ReleasePorts, Releases, ReleaseStore } from '../../release/index.ts';
import { certifiedOfJob } from '../attest/job.ts';
import { headOf } from '../../tags/index.ts';
import { mayPublish, publishObject } from '../attest/publish-object.ts';
import { publishType, sbomTypes } from '../../trust/predicate/index.ts';
import { exitCode } from '../exit.ts';
import type { Machine, Stream, VerifyPorts } from '../machine.ts';
import type { IdentityToken } from '../../trust/ambient/index.ts';
import type { Signer } from '../../trust/sign/index.ts';
import { signerOf, type OpenedSigner, type SignerRequest } from '../sign/options.ts';
import { registryOptions } from '../verify/registries.ts';
import { githubOptions } from '../verify/find.ts';
import { decide, parse as parseVerify, tell } from '../verify/late.ts';
import type { ReleaseOptions } from './options.ts';
import { mustBeDeclared, mustBeOf } from './declared-signer.ts';
import { releaseTags } from './git-tags.ts';
import { olderNetwork } from './older-network.ts';
import { releaseImages } from './images.ts';
import { statementOf } from './statement.ts';

interface Opening {
  readonly options: ReleaseOptions;
  readonly machine: Machine;
  readonly ports: VerifyPorts;
  readonly plan: Plan;
  readonly root: string;
  readonly store: ReleaseStore;
}

/** What the steps of a release use of this machine. The signer is opened when the first step signs. */
export function openReleasePorts(opening: Opening): ReleasePorts {
  const { options, machine, ports, plan, root, store } = opening;
  const carried = new Set([...plan.files, ...plan.images].flatMap((one): readonly string[] => one.evidence));
  // What git, cosign 1 and 2 and an index of Python packages keep of a signature has room for no other log.
  const isOlder = plan.gitTag !== undefined || carried.has('pep740') || plan.images.some(({ older }) => older === 'kept');
  const signerRequest: SignerRequest = isOlder ? { ...options.signer, logs: 'version-1' } : options.signer;
  // What the token does not bear out is seen before anything is signed with it.
  const before = ({ token }: { readonly token: IdentityToken | undefined }): void => {
    if (token === undefined) return;
    if (carried.has('pep740')) mayPublish(token.claims);
  };
  const told = new Set<string>();
  let opened: Promise<OpenedSigner> | undefined;
  const open = async (): Promise<OpenedSigner> =>
    await (opened ??= signerOf(signerRequest, machine, ports, { before }).then(
      async (found) => {
        mustBeDeclared(found.signer.who, plan, ports.disk);
        if (plan.gitTag !== undefined) mustBeOf(found.signer.who, await headOf(root, ports.programs));
        return found;
      },
      (error: unknown) => {
        throw withTrial(error, options);
      },
    ));
  const signer = async (): Promise<Signer> => (await open()).signer;
  const asker = new Asker(ports);
  const commands = { run: async (...words: Parameters<ReleasePorts['commands']['run']>) => await (await machine.openCommands()).run(...words) };
  return {
    root,
    disk: ports.disk,
    clock: ports.clock,
    commands,
    store,
    signing: signer,
    provenance: async (subjects) => statementOf({ subjects, ...certifiedOfJob((await signer()).who, machine) }),
    images: releaseImages({ disk: ports.disk, asker, registry: registryOptions(machine, ports), now: ports.clock.now }),
    predicateTypes: { ...sbomTypes, publish: publishType },
    publishObject: async ({ name, sha256 }) => (await publishObject(await signer(), { name, digest: { sha256 } })).object,
    statement: statementOf,
    sbom: async (of, as) => {
      const { wholeSbom } = await import('../sbom/late.ts');
      const subject = of.kind === 'file' ? `file:${of.path}` : of.layout === undefined ? `${of.name}@${of.digest}` : `oci-layout:${of.layout}@${of.digest}`;
      const wasTold = told.has(subject);
      told.add(subject);
      return Buffer.from(await wholeSbom({ subject, name: of.name, format: as === 'spdx' ? 'spdx-json' : 'cyclonedx-json', wasTold }, machine, ports));
    },
    gitTags: releaseTags({ machine, ports, root, keyFile: options.signer.keyFile, program: options.signer.program, signer: open }),
    releases: releasesOf(plan, opening),
    verify: async (words, view) =>
      await verifyAs(words, view === 'older' ? { ...opening, ports: { ...ports, network: olderNetwork(ports.network) } } : opening),
    onStep: ({ about, state }) => {
      if (state !== 'begins') machine.stderr.write(`sealwright: ${about}${state === 'was done' ? ' (done before)' : ''}\n`);
    },
  };
}

/** Who has no token here may want to see a release at work all the same. */
function withTrial(error: unknown, { name, signer }: ReleaseOptions): unknown {
  if (!(error instanceof SealwrightError) || error.code !== 'TOKEN_MISSING' || signer.tokenFile !== undefined) return error;
  const { details } = error;
  return new SealwrightError('TOKEN_MISSING', { ...details, hint: `${details.hint ?? ''}; to try it on this machine alone: ${trialOf(name)}`, cause: error });
}

/** A trial keeps its own journal: what a lab signed is believed nowhere else. */
export function trialOf(name: string): string {
  return `sealwright lab -- sealwright release ${name} --state .sealwright/trial`;
}

/** Runs a command line of `verify`, and keeps what it says. */
async function verifyAs(
  [, ...words]: readonly string[],
  { options, machine, ports, root: checkout }: Opening,
): Promise<{ readonly code: number; readonly text: string }> {
  const root = options.signer.trustedRoot ?? (machine.env('SEALWRIGHT_TRUSTED_ROOT') || undefined);
  const parsed = parseVerify([...words, ...(root === undefined ? [] : ['--trusted-root', root])]);
  if (parsed.kind === 'usage')
    throw new SealwrightError('RELEASE_REFUSED', { message: `signer: of the release is not understood: ${parsed.message}`, hint: parsed.hint });
  let text = '';
  const to: Stream = { isTerminal: false, columns: undefined, write: (more) => void (text += more) };
  // A tag is looked for in the checkout that is released, wherever this is run.
  const disk: VerifyPorts['disk'] = { ...ports.disk, join: (folder, path) => ports.disk.join(folder === '.' && path === '.' ? checkout : folder, path) };
  const there: Machine = { ...machine, openVerifyPorts: async () => ({ ...ports, disk }) };
  const verdict = tell(await decide(parsed, there), { options: parsed, machine, to });
  return { code: exitCode(verdict), text };
}

/** The releases of the repository that was declared; undefined where none was. */
export function releasesOf({ github }: Plan, { machine, ports, store }: Pick<Opening, 'machine' | 'ports' | 'store'>): Releases | undefined {
  if (github === undefined) return undefined;
  const [repo = '', owner = '', host = 'github.com'] = github.split('/').toReversed();
  const writer = openReleases(new Asker(ports), { of: { owner, repo }, timer: ports.timer }, githubOptions(machine, host));
  return {
    ...bound(writer),
    upload: async (release, { name }) => {
      const source = ports.disk.open(store.pathOf(name));
      if (source.kind !== 'pieces')
        throw new SealwrightError('RELEASE_CHANGED', { message: `the kept copy of ${name} is not there any more`, hint: 'run this again' });
      const hashing = createHash('sha256');
      for (const piece of source.read()) hashing.update(piece);
      await writer.upload(release, { name, size: source.size, sha256: hashing.digest('hex'), read: source.read });
    },
  };
}

function bound(writer: ReturnType<typeof openReleases>): Omit<Releases, 'upload'> {
  return {
    find: async (tag) => await writer.find(tag),
    create: async (tag) => await writer.create(tag),
    remove: async (file) => await writer.remove(file),
    digest: async (file) => await writer.digest(file),
    publish: async (release) => await writer.publish(release),
    discard: async (release) => await writer.discard(release),
    hasTag: async (tag) => await writer.hasTag(tag),
  };
}
