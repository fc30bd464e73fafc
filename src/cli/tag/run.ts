import { SealwrightError } from '../../base/index.ts';
import { makeTag, type TagRequest } from '../../tags/index.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { signerOf } from '../sign/options.ts';
import type { TagOptions } from './options.ts';
import { withCertificate, withKey } from './signing.ts';

/** Makes the tag, and pushes it where that is asked for. */
export async function run(options: TagOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const { name, push } = options;
  const signing =
    options.key === undefined
      ? withCertificate(await signerOf({ ...options.signer, logs: 'version-1' }, machine, ports), ports.clock.now)
      : withKey(options.key, ports);
  const request: TagRequest = { name, target: options.commit, message: options.message, folder: ports.disk.join('.', ''), now: ports.clock.now, ...signing };
  const { id, commit } = await makeTag(request, ports.programs);
  machine.stdout.write(`tag ${name} of commit ${commit}\n  its object is ${id}, and verified\n`);
  if (push === undefined) {
    machine.stdout.write(`  next: git push origin refs/tags/${name}\n`);
    return { kind: 'shown' };
  }
  const ref = `refs/tags/${name}`;
  const pushed = await (await machine.openCommands()).run('git', ['push', push, `${ref}:${ref}`], { environment: {} });
  if (pushed.kind === 'ended' && pushed.code === 0) return { kind: 'shown' };
  throw new SealwrightError('GIT_FAILED', {
    message: `the tag ${name} was made here, and not pushed to ${push}`,
    hint: `see what git said, then git push ${push} ${ref}; a tag that is there is not moved`,
  });
}
