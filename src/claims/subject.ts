import type { SurfaceKind } from '../surfaces/index.ts';
import type { Subject } from './model.ts';

const files: readonly SurfaceKind[] = ['release-asset'];
const images: readonly SurfaceKind[] = ['container-image'];
const packages: readonly SurfaceKind[] = ['python-dist', 'npm-package', 'crate', 'gem', 'maven', 'os-package'];
const charts: readonly SurfaceKind[] = ['helm-chart'];

interface Noun {
  readonly is: RegExp;
  readonly kinds: Subject['kinds'];
  readonly isWhole?: true;
  readonly leavesOut?: RegExp;
  readonly isAnyFile?: true;
}

/** Texts that lie beside programs in a release. */
const texts =
  /\.(?:ya?ml|json|jsonl|toml|txt|md|rst|html|sh|ps1|rb|xml|pub|pem|pdf|crds?|proto|sql|css|js|map|log)$|(?:^|\/)(?:licen[cs]e|readme|copying|notice|changelog)[\w.-]*$/i;

/** What a phrase ends in, and the surfaces that it means. The longer phrases come first. */
const nouns: readonly Noun[] = [
  { is: /\b(?:container|docker|oci|release)? ?images?$|\bcontainer images?$/i, kinds: [images] },
  { is: /\bhelm charts?$|\bcharts?$/i, kinds: [charts] },
  { is: /\b(?:npm|node) packages?$/i, kinds: [['npm-package']] },
  { is: /\bwheels?(?: and sdists?)?$|\bsdists?$|\b(?:python|pypi) (?:packages?|distributions?|releases?)$/i, kinds: [['python-dist']] },
  { is: /\bcrates?$/i, kinds: [['crate']] },
  { is: /\bgems?$/i, kinds: [['gem']] },
  { is: /\bjars?$|\bmaven (?:artifacts?|packages?)$/i, kinds: [['maven']] },
  { is: /\b(?:deb|rpm|apk|debian|linux) packages?$/i, kinds: [['os-package', 'release-asset']] },
  { is: /\bgit tags?$|\b(?:release|version) tags?$/i, kinds: [['git-tag']] },
  { is: /\b(?:binar(?:y|ies)|executables?|archives?|tarballs?|installers?)$/i, kinds: [files], leavesOut: texts },
  { is: /\b(?:assets?|files?|downloads?|blobs?)$/i, kinds: [files], isAnyFile: true },
  // What a registry of packages can carry is up to it.
  { is: /\brelease art[ei]facts?$/i, kinds: [files, images, [...packages, ...charts]] },
  {
    is: /\bart[ei]facts?$/i,
    kinds: [
      [...files, ...images],
      [...packages, ...charts],
    ],
  },
  { is: /\bpackages?$/i, kinds: [packages, files] },
  { is: /\breleases?$|\bversions?$/i, kinds: [files, images, packages], isWhole: true },
];

/** Words that may stand before such a noun and narrow it to nothing else than what is published here. */
const modifiers = new Set(
  (
    'a an the our its these this all every each any both of published official officially released prebuilt pre-built provided downloadable distributed release releases ' +
    'project projects container docker oci github ghcr production stable tagged public final resulting generated built new binary binaries source multi-arch multi-platform ' +
    'linux cli compiled static standalone and or & images image charts chart helm npm pypi python wheel wheels sdist packages package artifacts artifact artefacts artefact assets asset ' +
    'files file archives checksums also node git version versioned platform distribution debian deb rpm'
  ).split(' '),
);

/** Phrases behind the noun that leave it as it is. */
const tail =
  /(?:,? (?:published|released|uploaded|attached|available|hosted|distributed|produced|built|pushed)(?: (?:on|to|in|by|from|via|at|with) (?:the |our |this )?[\w./-]+(?: [\w./-]+)?)?| (?:on|in|from|at) (?:the )?(?:github|ghcr(?:\.io)?|docker hub|dockerhub|quay(?:\.io)?|pypi|npm|releases? pages?|github releases?|registry)(?: releases?| pages?)?| \([^()]{0,80}\))$/i;

/**
 * The published things that a phrase names, or undefined where it names none or something that may not be this project's.
 * `own` are the words by which the project itself is called.
 */
export function subjectOf(phrase: string, own: ReadonlySet<string>): Subject | undefined {
  let bare = phrase.trim().replace(/^[-–—:,;•✅🔒🔐\s]+/u, '');
  for (let i = 0; i < 2; i++) bare = bare.replace(tail, '').trim();
  bare = bare.replace(/ (?:of|for) (?:this project|(?:the )?[\w.-]+)$/i, (found) =>
    own.has(found.split(' ').at(-1)!.toLowerCase()) || found.endsWith('project') ? '' : found,
  );
  // `binaries and images` are both.
  const found = bare.split(/ and | & |, /).flatMap((part) => nouns.find((one) => one.is.test(part)) ?? []);
  const noun = found.at(-1);
  if (noun === undefined || !noun.is.test(bare)) return undefined;
  const words = bare
    .toLowerCase()
    .split(/[\s/]+/)
    .map((word) => word.replace(/^["'(]+|["'),]+$/g, ''));
  if (words.length > 9) return undefined;
  const strange = words.slice(0, -1).filter((word) => word !== '' && !modifiers.has(word) && !own.has(word) && !own.has(word.replace(/['’]s$/, '')));
  if (strange.length > 0) return undefined;
  return {
    kinds: found.length === 1 ? noun.kinds : [[...new Set(found.flatMap((one) => one.kinds[0] ?? []))]],
    isEvery: /\b(?:all|every|each|any|both)\b/i.test(bare),
    isWhole: noun.isWhole === true,
    ...(noun.isAnyFile === true ? { isAnyFile: true as const } : {}),
    ...(noun.leavesOut === undefined ? {} : { leavesOut: noun.leavesOut }),
  };
}

/** The words by which a project is called: its repository and owner, in parts. */
export function ownWords(owner: string | null, repo: string | null): ReadonlySet<string> {
  const names = [owner, repo].flatMap((one) => (one === null ? [] : [one.toLowerCase(), ...one.toLowerCase().split(/[-_.]/)]));
  return new Set(names.filter((one) => one.length > 1));
}
