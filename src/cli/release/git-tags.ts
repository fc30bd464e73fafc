import { SealwrightError } from '../../base/index.ts';
import type { GitTags } from '../../release/index.ts';
import { makeTag, removeTag } from '../../tags/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import type { OpenedSigner } from '../sign/options.ts';
import { withCertificate, withKey } from '../tag/signing.ts';

/** Tags of git in the checkout, signed as all else of the release is. */
export function releaseTags(of: {
  readonly machine: Machine;
  readonly ports: VerifyPorts;
  readonly root: string;
  readonly keyFile: string | undefined;
  readonly signer: () => Promise<Pick<OpenedSigner, 'signer' | 'roots'>>;
}): GitTags {
  const { machine, ports, root, keyFile, signer } = of;
  const { now } = ports.clock;
  const made = new Map<string, string>();
  return {
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
