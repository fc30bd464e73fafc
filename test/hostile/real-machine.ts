import { audit } from '../../src/audit/index.ts';
import type { Machine } from '../../src/cli/machine.ts';
import { openCommit, openTree, readGitFacts } from '../../src/cli/ports/index.ts';
import { run } from '../../src/cli/run.ts';
import { fakeMachine } from '../support/fake-machine.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line against the disk as the process would, with streams that are kept. */
export async function sealwright(...argv: readonly string[]): Promise<Ran> {
  const fake = fakeMachine();
  const machine: Machine = {
    ...fake,
    openTree,
    openCommit,
    readGitFacts: (folder) => readGitFacts(folder),
    splitPath: (path) => ({ folder: path.slice(0, path.lastIndexOf('/')), name: path.slice(path.lastIndexOf('/') + 1) }),
    loadAudit: async () => audit,
  };
  const code = await run(argv, machine);
  return { code, out: fake.out(), err: fake.err() };
}
