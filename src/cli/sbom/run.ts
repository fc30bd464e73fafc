import { SealwrightError, version } from '../../base/index.ts';
import type { Contents, Part } from '../../contents/index.ts';
import { printable } from '../../report/index.ts';
import {
  catalogers,
  describe,
  writeCycloneDx,
  writeCycloneDxIndex,
  writeSpdx,
  writeSpdxIndex,
  type PlatformDocument,
  type SbomDocument,
  type Wants,
  type Writing,
} from '../../sbom/index.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { createdAt } from './created.ts';
import { findSubject, openPart } from './open.ts';
import type { SbomOptions } from './options.ts';
import { problemWords, tell } from './tell.ts';

/** Who writes the documents of a format, and how their files end. */
export const writers = {
  'spdx-json': { one: writeSpdx, index: writeSpdxIndex, end: 'spdx.json' },
  'cyclonedx-json': { one: writeCycloneDx, index: writeCycloneDxIndex, end: 'cdx.json' },
} as const;

const wants: Wants = (path, file) => catalogers.some((one) => one.wants(path, file));

/** Describes the subject and writes the document, or those of an index. Throws SBOM_UNREADABLE where nothing was found and something could not be read. */
export async function run(options: SbomOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const writing: Writing = { created: createdAt(machine, ports.clock), version };
  const contents = await findSubject(options, machine, ports);
  refuseInVain(contents, options);
  return contents.kind === 'one' ? await runOne(contents.part, { options, machine, writing }) : await runIndex(contents, { options, machine, writing });
}

/** What is asked for and cannot be done to a subject is a mistake of whoever typed it. */
function refuseInVain(contents: Contents, { platform, outputFolder, output }: SbomOptions): void {
  const { name, kind } = contents.kind === 'one' ? contents.part.subject : contents.subject;
  if (kind === 'image' || kind === 'index') {
    if (outputFolder !== undefined && output !== undefined)
      throw new SealwrightError('USAGE', { message: '--output and --output-folder are two places', hint: 'give one' });
    return;
  }
  if (platform !== undefined) throw new SealwrightError('USAGE', { message: `${name} is no image, and has no platforms`, hint: 'leave --platform out' });
  if (outputFolder !== undefined)
    throw new SealwrightError('USAGE', { message: `${name} has one document, and --output-folder is for images`, hint: '--output FILE' });
}

interface Run {
  readonly options: SbomOptions;
  readonly machine: Machine;
  readonly writing: Writing;
}

async function runOne(part: Part, { options, machine, writing }: Run): Promise<Outcome> {
  const { document, missing } = await describePart(part, options);
  refuseMissing(missing, document.subject.name);
  const { one, end } = writers[options.format];
  const text = one(document, writing);
  if (options.outputFolder !== undefined) machine.writeFile(machine.joinPath(options.outputFolder, `${fileNameOf(part, [])}.${end}`), text);
  else if (options.output === undefined) machine.stdout.write(text);
  else machine.writeFile(options.output, text);
  tell(document, machine);
  return { kind: 'described', isWhole: document.problems.length === 0 };
}

/** A document for each platform, and last the one that names them: whoever finds that finds the others. */
async function runIndex({ subject, parts, problems }: Extract<Contents, { kind: 'index' }>, { options, machine, writing }: Run): Promise<Outcome> {
  const { format, output, outputFolder, name } = options;
  const platforms = parts.flatMap((one) => one.subject.platform ?? []);
  if (outputFolder === undefined)
    throw new SealwrightError('USAGE', {
      message: `${subject.name} is an index of ${parts.length} images, each with an SBOM of its own${output === undefined ? '' : ', which do not fit in one file'}`,
      hint: platforms[0] === undefined ? '--output-folder DIR for all' : `--platform ${platforms[0]} for one, --output-folder DIR for all`,
      ...(platforms.length === 0 ? {} : { lines: platforms }),
    });
  const { one, index, end } = writers[format];
  const written: PlatformDocument[] = [];
  const found = new Set<string>();
  let isWhole = problems.length === 0;
  for (const part of parts) {
    const { document, missing } = await describePart(part, options);
    for (const path of options.exclude) if (!missing.includes(path)) found.add(path);
    isWhole &&= document.problems.length === 0;
    written.push({ subject: document.subject, file: `${fileNameOf(part, written)}.${end}`, text: one(document, writing) });
    tell(document, machine);
  }
  refuseMissing(
    options.exclude.filter((path) => !found.has(path)),
    subject.name,
  );
  for (const { file, text } of written) machine.writeFile(machine.joinPath(outputFolder, file), text);
  const own = { ...subject, name: name ?? subject.name };
  const why = problems.map(({ code, message }) => `${code}: ${message}`);
  machine.writeFile(machine.joinPath(outputFolder, `index.${end}`), index({ subject: own, platforms: written, problems: why }, writing));
  for (const problem of why) machine.stderr.write(`${printable(`sealwright: ${problem}`)}\n`);
  return { kind: 'described', isWhole };
}

/** By the platform, and by the digest too where a platform has two images. */
function fileNameOf({ subject }: Part, before: readonly PlatformDocument[]): string {
  const platform = (subject.platform ?? 'unknown').replace(/[^A-Za-z0-9.]+/g, '-');
  return before.some(({ file }) => file.startsWith(`${platform}.`)) ? `${platform}-${subject.digest?.hex.slice(0, 12) ?? before.length}` : platform;
}

/** Folders that hold the history of a checkout are left out unasked. */
const neverThere = /(?:^|\/)\.(?:git|hg|svn)$/;

/** A name that was mistyped would leave in the document what was to be left out. */
function refuseMissing([first]: readonly string[], name: string): void {
  if (first !== undefined)
    throw new SealwrightError('USAGE', {
      message: `--exclude ${first === '' ? '.' : first}: there is nothing of that path in ${name}`,
      hint: 'give the path of a folder or file as it stands in the subject, without patterns; nothing was written',
    });
}

/** Describes one tree, and says which paths to leave out are not in it. Throws SBOM_UNREADABLE where nothing was found and something could not be read. */
export async function describePart(
  part: Part,
  { exclude, name }: Pick<SbomOptions, 'exclude' | 'name'>,
): Promise<{ readonly document: SbomDocument; readonly missing: readonly string[] }> {
  const { tree, close } = await openPart(part, wants);
  try {
    const document = describe({ tree, subject: { ...part.subject, name: name ?? part.subject.name }, catalogers, exclude });
    refuseEmpty(document);
    return {
      document,
      missing: exclude.filter(
        (path) => !neverThere.test(path) && (path === '' || path.startsWith('/') || path.split('/').includes('..') || tree.entry(path) === undefined),
      ),
    };
  } finally {
    close();
  }
}

/** A document without packages says that there are none, which nobody knows of what could not be read. */
function refuseEmpty({ packages, problems, unnamed = [], subject }: SbomDocument): void {
  const [first] = problems;
  const [asking] = unnamed;
  if (packages.length > 0) return;
  if (first === undefined && asking === undefined) return;
  if (first === undefined)
    throw new SealwrightError('SBOM_UNREADABLE', {
      message: `${subject.name} holds no package that can be named, and ${asking ?? ''} asks for some`,
      hint: 'install them, or make a lock file of a kind that is read (sealwright help sbom), or leave the file out (--exclude); nothing was written, and it is safe to run again',
    });
  throw new SealwrightError('SBOM_UNREADABLE', {
    message: `${subject.name} cannot be described: ${problemWords(first)}`,
    hint: 'mend or leave out (--exclude) what cannot be read; nothing was written, and it is safe to run again',
    lines: problems.slice(1, 20).map(problemWords),
  });
}
