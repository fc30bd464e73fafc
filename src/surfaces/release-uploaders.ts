import type { OpaqueRecord, Trace } from '../lineage/index.ts';
import { lines, show, type Text } from '../values/index.ts';
import type { Unit } from './unit.ts';

/** What an action is called that puts files on a release, and what others with such a name do instead. */
const uploads = /release|publish|asset/;
const doesElse =
  /draft|hash|sign|attest|sbom|notes?([-_]|$)|changelog|label|tagger|meta|version|report|result|coverage|pages|docs|check|verify|login|get-|fetch|download|install|setup|comment|notif|slack|reddit|-pr$|promote|delete|clean|artifacts?$|dry-?run/;

/** A credential that may write to a release: the token of the job, or a secret that says so. */
const writes = /^(github\.token$|secrets\.(\w*(GITHUB|GH|PAT|RELEASE|BOT)\w*)$)/;

/**
 * The files that an action which was not read is given to put on a release: its name says so, its job may write there
 * and nothing that was read does in that run. Undefined where there are none; all else of them is not known.
 */
export function uploadedFiles(trace: Pick<Trace, 'input'>, o: OpaqueRecord, known: readonly Unit[]): readonly string[] | undefined {
  if (!o.what.startsWith('uses: ') || o.what.startsWith('uses: ./') || !o.places.includes('release')) return undefined;
  // The owner's name says nothing of what the action does.
  const name = o.what.slice('uses: '.length).split('@')[0]!.split('/').slice(1).join('-').toLowerCase();
  if (!uploads.test(name) || doesElse.test(name)) return undefined;
  const says = name.includes('release');
  if (!says && !(/^(push:tag|release|create:tag)/.test(o.origin.scenario) && o.touches.some(isCredential))) return undefined;
  if (known.some((u) => u.place === 'release' && u.run === o.origin.run)) return undefined;
  const files = [...new Set(o.touches.flatMap((given) => filesIn(trace, given)))];
  return files.length === 0 ? undefined : files.slice(0, 20);
}

function isCredential(given: Text): boolean {
  return given.some((piece) => piece.kind === 'hole' && writes.test(piece.id));
}

/** The names of files in what an action is given: paths, patterns and names with an ending that are not in the checkout. */
function filesIn({ input }: Pick<Trace, 'input'>, given: Text): readonly string[] {
  const { owner, repo } = input.git;
  return lines(given)
    .flatMap((line) =>
      show(line)
        .trim()
        .split(/[\s,]+/),
    )
    .filter((word) => /^[^:=<>"'|;()@#]+$/.test(word) && (/[/*]/.test(word) || /\.[a-z]\w{1,9}$/i.test(word)))
    .filter((word) => !/^refs\/|^\.?\/?$|\.(md|ya?ml|toml)$/i.test(word) && word.toLowerCase() !== `${owner ?? ''}/${repo ?? ''}`.toLowerCase())
    .filter((word) => !input.files.has(word.replace(/^\.\//, '')))
    .map((word) => word.split('/').at(-1) ?? '')
    .map((name) => (/^\**$/.test(name) ? 'files of the release' : name));
}
