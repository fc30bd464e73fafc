import type { Found } from '../../cataloger.ts';
import { failed, gather } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { readText } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { normalName } from './names.ts';

const requirements = /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.txt|requirements\/[\w.-]+\.txt)$/;

/** Whether a path is that of a file of requirements. */
export function isRequirements(path: string): boolean {
  return requirements.test(path);
}

/**
 * Reads requirements with exact versions, and the files that they include; what is asked for without an exact version is
 * told. Source: pip, "Requirements File Format".
 */
export function readRequirements(tree: ByteTree, path: string): Found {
  return gather(readWith(tree, path, new Set([path])));
}

/** A file, and those that it includes, each once. */
function readWith(tree: ByteTree, path: string, seen: Set<string>): readonly Found[] {
  const read = readText(tree, path);
  if (read.kind === 'problem') return [failed(read.problem)];
  const { included, ...own } = readOne(path, read.value);
  const found: Found[] = [own];
  for (const one of included) {
    const target = besides(path, one);
    if (target !== undefined && tree.entry(target)?.kind === 'file') {
      // What is called like one is read by itself.
      if (seen.has(target) || isRequirements(target)) continue;
      seen.add(target);
      found.push(...readWith(tree, target, seen));
    } else found.push({ packages: [], problems: [], notes: [`what ${path} includes of ${one.slice(0, 200)}, which is not there`] });
  }
  return found;
}

/** The path that an included file has in the tree; undefined for an address, and for what leaves the tree. */
function besides(path: string, included: string): string | undefined {
  if (/^(?:[a-z][a-z+]*:|\/)/i.test(included)) return undefined;
  const steps = path.split('/').slice(0, -1);
  for (const step of included.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

function readOne(path: string, text: string): Found & { readonly included: readonly string[] } {
  const packages: FoundPackage[] = [];
  const included: string[] = [];
  let open = 0;
  for (const line of linesOf(text)) {
    const [, option = '', value = ''] = /^(-r|--requirement|-e|--editable)(?:[ =]|(?<=-[re])(?=\S)) ?(.*)$/.exec(line) ?? [];
    if (option === '-r' || option === '--requirement') included.push(value);
    if (option === '-e' || option === '--editable') open += 1;
    // A file of constraints (`-c`) asks for nothing by itself.
    if (line.startsWith('-')) continue;
    const match = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?: ?\[[^\]]{0,1000}\])? ?={2,3} ?([A-Za-z0-9][A-Za-z0-9._+!-]*) ?(?:[; ]|$)/.exec(line);
    if (match === null) {
      open += 1;
      continue;
    }
    const [, name = '', version = ''] = match;
    const digests = [...line.matchAll(/--hash[= ]sha256:([0-9a-f]{64})(?=\s|$)/g)].map((one) => one[1] ?? '');
    const [digest] = digests;
    packages.push({
      key: `${path}#${normalName(name)}@${version}`,
      type: 'pypi',
      name,
      version,
      state: 'locked',
      // Several are of several files, of which one is installed.
      hashes: digest === undefined || digests.length > 1 ? [] : [{ algorithm: 'sha256', hex: digest }],
      foundIn: [path],
    });
  }
  const notes = open === 0 ? [] : [`${path} asks for ${open} ${open === 1 ? 'package' : 'packages'} without an exact version`];
  return { packages, problems: [], notes, included };
}

function linesOf(text: string): readonly string[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/(?:^|\s)#.*$/, '')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
}
