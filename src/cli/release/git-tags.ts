import { limits, SealwrightError } from '../../base/index.ts';
import type { GitTags } from '../../release/index.ts';
import { makeTag, mustKnowTagger, removeTag, standingOf } from '../../tags/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import type { OpenedSigner } from '../sign/options.ts';
import { withCertificate, withKey } from '../tag/signing.ts';

/** Tags of git in the checkout, signed as all else of the release is. */
export function releaseTags(of: {
  readonly machine: Machine;
  readonly ports: VerifyPorts;
  readonly root: string;
  readonly keyFile: string | undefined;
  readonly program: string | undefined;
  readonly signer: () => Promise<Pick<OpenedSigner, 'signer' | 'roots'>>;
}): GitTags {
  const { machine, ports, root, keyFile, program, signer } = of;
  const { now } = ports.clock;
  /** The object that a tag names at a remote. Throws GIT_FAILED where that is not said. */
  const idAt = async (remote: string, name: string): Promise<string | undefined> => {
    const ref = `refs/tags/${name}`;
    const ran = await ports.programs.run('git', ['-C', root, 'ls-remote', '--', remote, ref], {
      input: new Uint8Array(),
      maxBytes: limits.maxDocumentBytes,
      timeoutMs: limits.signingTimeoutMs,
    });
    if (ran.kind === 'ended' && ran.code === 0)
      return Buffer.from(ran.stdout)
        .toString('utf8')
        .split('\n')
        .find((line) => line.endsWith(`\t${ref}`))
        ?.split('\t')[0];
    throw new SealwrightError('GIT_FAILED', {
      message: `git could not ask ${remote} for its tags`,
      hint: `git ls-remote ${remote} says why; then run the same command again`,
    });
  };
  const made = new Map<string, string>();
  return {
    canBe: async (name, remote) => {
      if (program !== undefined)
        throw new SealwrightError('TAG_UNSIGNABLE', {
          message: 'a program that signs by its own means makes no tag of git',
          hint: `make the tag with a key of SSH or the identity of a job, sealwright tag ${name} --push, and leave gitTag out`,
        });
      if (keyFile !== undefined) withKey(keyFile, ports);
      const { tag, head } = await standingOf({ name, folder: root }, ports.programs);
      const taken = (where: string, what: string): SealwrightError =>
        new SealwrightError('RELEASE_TAKEN', {
          message: `the tag ${name} is there ${where}, and is ${what}`,
          hint: 'check out what it names, or release under another name: a tag is never moved',
        });
      if (tag.kind === 'there' && tag.commit !== head) throw taken('already', `of ${tag.commit ?? 'no commit'}, where ${head} is checked out`);
      if (tag.kind === 'none') await mustKnowTagger(root, ports.programs);
      const there = remote === undefined ? undefined : await idAt(remote, name);
      if (there !== undefined && (tag.kind === 'none' || tag.id !== there)) throw taken(`at ${remote ?? ''}`, `another one than here: ${there}`);
      return tag.kind === 'there' ? 'was-there' : 'to-be-made';
    },
    make: async (name) => {
      const signing = keyFile === undefined ? withCertificate(await signer(), now) : withKey(keyFile, ports);
      try {
        const { id } = await makeTag({ name, target: 'HEAD', message: name, folder: root, now, ...signing }, ports.programs);
        made.set(name, id);
        return 'made';
      } catch (error) {
        if (error instanceof SealwrightError && error.code === 'TAG_EXISTS') return 'was-there';
        throw error;
      }
    },
    remove: async (name) => {
      const id = made.get(name);
      if (id !== undefined) await removeTag({ name, folder: root, id }, ports.programs);
    },
    push: async (name, remote) => {
      const ref = `refs/tags/${name}`;
      const pushed = await (await machine.openCommands()).run('git', ['-C', root, 'push', remote, `${ref}:${ref}`], { environment: {}, output: 'as-talk' });
      if (pushed.kind === 'ended' && pushed.code === 0) return;
      throw new SealwrightError('GIT_FAILED', {
        message: `the tag ${name} was not pushed to ${remote}`,
        hint: 'see what git said, and run the same command again',
      });
    },
  };
}
