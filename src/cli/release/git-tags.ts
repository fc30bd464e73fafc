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
  /** What a tag names at a remote: an object, and what is behind it. Throws GIT_FAILED where that is not said. */
  const tagAt = async (remote: string, name: string): Promise<{ readonly id: string; readonly target: string } | undefined> => {
    const ref = `refs/tags/${name}`;
    const ran = await ports.programs.run('git', ['-C', root, 'ls-remote', '--', remote, ref, `${ref}^{}`], {
      input: new Uint8Array(),
      maxBytes: limits.maxDocumentBytes,
      timeoutMs: limits.signingTimeoutMs,
    });
    if (ran.kind === 'ended' && ran.code === 0) {
      const lines = new Map(
        Buffer.from(ran.stdout)
          .toString('utf8')
          .split('\n')
          .map((line) => line.split('\t').toReversed() as [string, string]),
      );
      const id = lines.get(ref);
      return id === undefined ? undefined : { id, target: lines.get(`${ref}^{}`) ?? id };
    }
    throw new SealwrightError('GIT_FAILED', {
      message: `git could not ask ${remote} for its tags`,
      hint: `git ls-remote ${remote} says why; then run the same command again`,
    });
  };
  const made = new Map<string, string>();
  return {
    standing: async (name, remote) => {
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
          hint: `check out what it names, or release under another name: a tag is never moved; one that nobody has but you goes by git tag -d ${name}`,
        });
      if (tag.kind === 'there' && tag.commit !== head) throw taken('already', `of ${tag.commit ?? 'no commit'}, where ${head} is checked out`);
      const there = remote === undefined ? undefined : await tagAt(remote, name);
      if (there !== undefined && there.target !== head) throw taken(`at ${remote ?? ''}`, `of ${there.target}, where ${head} is checked out`);
      // A runner fetches the tag that it was started by as the commit alone.
      if (there !== undefined) return tag.kind === 'there' && tag.id === there.id ? 'both' : 'away';
      if (tag.kind === 'there') return 'here';
      await mustKnowTagger(root, ports.programs);
      return 'nowhere';
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
