import { limits, SealwrightError } from '../../base/index.ts';
import { gitsignTag, makeTag, sshKeySigner, type TagRequest } from '../../tags/index.ts';
import type { Outcome } from '../exit.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { signerOf } from '../sign/options.ts';
import type { TagOptions } from './options.ts';

/** Makes the tag, and pushes it where that is asked for. */
export async function run(options: TagOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const { name, push } = options;
  const signing = options.key === undefined ? await keyless(options, machine, ports) : withKey(options.key, ports);
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

type Signing = Pick<TagRequest, 'sign' | 'signer' | 'roots'>;

function withKey(path: string, { disk, programs }: VerifyPorts): Signing {
  const read = disk.read(path, { maxBytes: limits.maxKeyringBytes });
  if (read.kind !== 'bytes')
    throw new SealwrightError('SIGNING_KEY_UNREADABLE', {
      message: `${path} ${read.kind === 'missing' ? 'does not exist' : 'cannot be read'}`,
      hint: '--key ~/.ssh/id_ed25519',
    });
  const { spki, sign } = sshKeySigner(new TextDecoder().decode(read.bytes), { path, programs });
  return { sign, signer: () => ({ kind: 'key', spki }), roots: [] };
}

async function keyless(options: TagOptions, machine: Machine, ports: VerifyPorts): Promise<Signing> {
  const opened = await signerOf(options.signer, machine, ports);
  const { signer, roots } = opened;
  return {
    roots,
    sign: async (payload) => await gitsignTag(payload, { signArtifact: signer.signArtifact, now: ports.clock.now }),
    signer: () => {
      const { who } = signer;
      if (who.kind !== 'certificate') throw new Error('a job signs by a certificate');
      return { kind: 'certificate', identity: { kind: 'exact', text: who.identity }, issuer: { kind: 'exact', text: who.issuer }, extensions: {} };
    },
  };
}
