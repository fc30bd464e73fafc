import { SealwrightError, version } from '../../base/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { createdAt } from './created.ts';
import { findSubject } from './open.ts';
import type { SbomOptions } from './options.ts';
import { describePart, writers } from './run.ts';
import { problemWords, tell } from './tell.ts';

/**
 * The document of one subject, for whoever publishes it: a file, or an image that is no index. What it holds and what was not
 * looked at is told on standard error, unless it was told before. Throws SBOM_UNREADABLE where
 * anything in it could not be read, for nobody is told of that later, and what finding the subject throws.
 */
export async function wholeSbom(
  { subject, name, format, wasTold }: { readonly subject: string; readonly name: string; readonly wasTold: boolean } & Pick<SbomOptions, 'format'>,
  machine: Machine,
  ports: VerifyPorts,
): Promise<string> {
  const contents = await findSubject(
    { kind: 'sbom', subject, format, output: undefined, outputFolder: undefined, platform: undefined, name, exclude: [] },
    machine,
    ports,
  );
  if (contents.kind !== 'one') throw new Error('an index is described platform by platform');
  const { document } = await describePart(contents.part, { exclude: [], name });
  const [first, ...more] = document.problems;
  if (first !== undefined)
    throw new SealwrightError('SBOM_UNREADABLE', {
      message: `${name} cannot be described whole: ${problemWords(first)}`,
      hint: `sealwright sbom ${subject} shows it; mend the file, or release it without an SBOM`,
      lines: more.slice(0, 20).map(problemWords),
    });
  if (!wasTold) tell(document, machine, `the SBOM of ${name}${document.subject.platform === undefined ? '' : ` (${document.subject.platform})`}`);
  return writers[format].one(document, { created: createdAt(machine, ports.clock), version });
}
