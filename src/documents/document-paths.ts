import type { FileTree } from '../base/index.ts';

/** As many documents as an audit reads; a documentation site with more keeps its first by rank. */
export const maxDocuments = 2_000;
/** Folders looked into for documents beside the root: `packages/x/README.md` is two below it. */
const readmeDepth = 2;

const prose = /\.(?:mdx?|markdown|mdown|mkd|qmd|rst|rest|adoc|asciidoc|txt|html?|ya?ml)(?:\.(?:j2|tmpl|tpl|gotmpl|template|erb|hbs|in))?$/i;
const rootNames =
  /^(?:readme|security|install(?:ation|ing)?|releas(?:e|es|ing)(?:[-_]?(?:notes?|process|procedure|checklist|template|howto|guide))?|verif(?:y|ication|ying)|signing|signatures?|signed|news|changes|changelog|history|download(?:s|ing)?|supply[-_]?chain|provenance|attestations?|trust|usage|getting[-_]?started|quick[-_]?start|faq|contributing|development|maintain(?:ers|ing)|hacking|docker|packaging|keys)(?![a-z])/i;
const docFolders = new Set([
  'docs',
  'doc',
  'documentation',
  'website',
  'site',
  'www',
  'web',
  'book',
  'guide',
  'guides',
  'manual',
  'wiki',
  'content',
  'pages',
  'help',
  'user-guide',
  'userguide',
  'handbook',
  'release-notes',
  'releasenotes',
  'releases',
  'changelogs',
]);
const skippedFolders = new Set([
  'vendor',
  'vendored',
  'third_party',
  'third-party',
  'thirdparty',
  'external',
  'extern',
  'node_modules',
  'testdata',
  'test-data',
  'test',
  'tests',
  '__tests__',
  'spec',
  'fixtures',
  'fixture',
  '__fixtures__',
  'snapshots',
  '__snapshots__',
  'examples',
  'example',
  'samples',
  'dist',
  'build',
  'out',
  'target',
  'themes',
  'static',
  'assets',
  'images',
  'img',
  'css',
  'js',
  'fonts',
  'layouts',
  '_layouts',
  '_includes',
  'i18n',
  'locales',
  'locale',
  'translations',
  'versioned_docs',
  'versioned_sidebars',
  'archive',
  'archived',
  'api-reference',
]);
const telling = /verif|sign|secur|attest|proven|supply|sbom|slsa|trust|checksum|integrity|install|download|releas/i;

/**
 * Lists the documents that users read, the likeliest first and at most 2,000: README, SECURITY, INSTALL, RELEASE,
 * NEWS, CHANGELOG and their like in the root, in `.github` and up to two folders below the root; all prose under
 * documentation folders. Vendored, generated and test folders, translations and old versions of a site are left out.
 */
export function documentPaths(files: FileTree): readonly string[] {
  const found = new Map<string, number>();
  const add = (path: string, rank: number): void => {
    if (!found.has(path)) found.set(path, rank);
  };
  for (const name of files.folder('')) if (isRootDocument(name)) add(name, rankOf(name));
  for (const name of files.folder('.github')) if (/\.(?:mdx?|markdown|rst|adoc|txt)$/i.test(name)) add(`.github/${name}`, rankOf(name) + 1);
  const waiting: { readonly path: string; readonly depth: number }[] = visible(files, '').map((name) => ({ path: name, depth: 1 }));
  for (let next = 0; next < waiting.length && waiting.length < maxDocuments * 4; next++) {
    const { path, depth } = waiting[next]!;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (docFolders.has(name.toLowerCase())) {
      addFolder(files, path, add);
      continue;
    }
    for (const file of files.folder(path))
      if (/^(?:readme|verif(?:y|ication)|security|install)(?![a-z])/i.test(file) && isRootDocument(file)) add(`${path}/${file}`, 6);
    if (depth < readmeDepth) for (const inner of visible(files, path)) waiting.push({ path: `${path}/${inner}`, depth: depth + 1 });
  }
  return [...found.entries()]
    .map(([path, rank]) => ({ path, rank }))
    .sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .slice(0, maxDocuments)
    .map((one) => one.path);
}

/** Whether a path lies in a documentation folder. */
export function isInDocumentation(path: string): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((folder) => docFolders.has(folder.toLowerCase()));
}

/** All prose below a documentation folder, breadth first and bounded. */
function addFolder(files: FileTree, root: string, add: (path: string, rank: number) => void): void {
  const waiting = [root];
  let count = 0;
  for (let next = 0; next < waiting.length && count < maxDocuments * 2; next++) {
    const folder = waiting[next] ?? root;
    for (const name of files.folder(folder)) {
      if (!prose.test(name) && !isRootDocument(name)) continue;
      count += 1;
      add(
        `${folder}/${name}`,
        telling.test(`${folder.slice(root.length)}/${name}`) ? 7 : /blog|_posts|news|adr|decision|proposal|design|rfc/i.test(folder) ? 9 : 8,
      );
    }
    for (const name of visible(files, folder)) waiting.push(`${folder}/${name}`);
  }
}

function visible(files: FileTree, folder: string): readonly string[] {
  return files.folders(folder).filter((name) => !name.startsWith('.') && !skippedFolders.has(name.toLowerCase()));
}

function isRootDocument(name: string): boolean {
  return rootNames.test(name) && (prose.test(name) ? !/\.ya?ml$/i.test(name) : !name.includes('.'));
}

/** Where a recipe is likeliest comes first, so that the bound cuts the unlikely. */
function rankOf(name: string): number {
  if (/^readme(?![a-z])/i.test(name)) return 0;
  if (/^(?:security|verif|sign|attest|proven|supply|trust)/i.test(name)) return 1;
  if (/^(?:install|download|usage|getting|quick|docker)/i.test(name)) return 2;
  if (/^releas/i.test(name)) return 3;
  return 4;
}
