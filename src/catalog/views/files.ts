import { concat, dropSuffix, emptyText, lit, literalOf, parseGlob, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import { head, tail } from './view.ts';
import type { View, ViewInput, ViewResult } from './view.ts';

/** `cp`, `mv`, `rsync` …: `from`, `to`, and `to-folder` where the target is a folder for certain. */
export const copy: View = ({ argv }) => {
  const folder = argv.flags.get('target-directory')?.values.at(-1);
  if (folder !== undefined) return { from: argv.args, to: [folder], 'to-folder': [lit('true')] };
  if (argv.args.length === 0) return {};
  if (argv.args.length === 1) return { from: argv.args, to: [lit('.')], 'to-folder': [lit('true')] };
  const to = argv.args.at(-1)!;
  const from = argv.args.slice(0, -1);
  const literal = literalOf(to);
  const certain = from.length > 1 || tail(to).endsWith('/') || literal === '.' || literal === '..' || tail(to).endsWith('/.');
  return { from, to: [to], ...(certain && argv.flags.get('no-target-directory') === undefined ? { 'to-folder': [lit('true')] } : {}) };
};

type Side = 'remote' | 'local' | 'unknown';

const schemes: Readonly<Record<string, readonly string[]>> = {
  aws: ['s3://'],
  s3cmd: ['s3://'],
  s5cmd: ['s3://'],
  s4cmd: ['s3://'],
  gsutil: ['gs://', 's3://'],
  gcloud: ['gs://', 's3://'],
  azcopy: ['https://'],
};

function sideOf(path: Text | undefined, program: string): Side {
  if (path === undefined) return 'unknown';
  const start = head(path);
  const own = schemes[program];
  if (own !== undefined) return own.some((scheme) => start.startsWith(scheme)) ? 'remote' : start === '' ? 'unknown' : 'local';
  if (/^[./~]/.test(start)) return 'local';
  if (path.some((piece) => piece.kind === 'lit' && piece.text.includes(':'))) return 'remote';
  return start === '' && path.some((piece) => piece.kind === 'hole' && piece.each === undefined) ? 'unknown' : 'local';
}

/**
 * Whether a copy goes `up` to another machine or store, `down` from one, between two, or stays `local`, as `direction`.
 * A program that only transfers has one far side: an unknown side opposite a local one is it.
 */
export const transfer: View = (input) => {
  const { from, to } = copy(input);
  const source = sideOf(from?.[0], input.program);
  const target = sideOf(to?.[0], input.program);
  const always = input.program !== 'rsync' && input.program !== 'rclone';
  if (target === 'remote') return { direction: [lit(source === 'remote' ? 'remote' : 'up')], ...filtered(input, from?.[0]) };
  if (source === 'remote') return { direction: [lit('down')] };
  if (source === 'local' && target === 'local') return { direction: [lit('local')] };
  if (always && source === 'local') return { direction: [lit('up')], ...filtered(input, from?.[0]) };
  if (always && target === 'local') return { direction: [lit('down')] };
  return { direction: [lit('unknown')] };
};

/** Where everything is left out first, what is taken in again is what is copied: `--exclude '*' --include '*.zip'`, as `selected`. */
function filtered({ argv }: ViewInput, from: Text | undefined): ViewResult {
  const excludes = argv.flags.get('exclude')?.values ?? [];
  const includes = argv.flags.get('include')?.values ?? [];
  if (from === undefined || includes.length === 0 || !excludes.some((one) => literalOf(one) === '*')) return {};
  const folder = literalOf(from)?.replace(/\/+$/, '');
  const rest = excludes.filter((one) => literalOf(one) !== '*');
  return {
    selected: includes.flatMap((one) => parseGlob(one).map((pattern) => concat(folder === undefined ? from : lit(folder), lit('/'), pattern))),
    excluded: rest.length > 0 ? rest : [emptyText],
  };
}

/** The words that name files: all but `-`, as `files`. */
export const operands: View = ({ argv, call }) => ({
  files: argv.args.filter((one) => literalOf(one) !== '-'),
  // What is piped in is known to hold nothing.
  ...(call.stdin !== undefined && literalOf(call.stdin)?.trim() === '' ? { 'empty-stdin': [call.stdin] } : {}),
});

/** An identity written as `-` is nobody's, as `ad-hoc`; one that is not known is taken to be somebody's. */
export const adHoc: View = ({ argv }) => {
  const identity = argv.flags.get('sign')?.values.at(-1);
  return identity !== undefined && literalOf(identity) === '-' ? { 'ad-hoc': [identity] } : {};
};

/** The last positional word, as `last`. */
export const lastWord: View = ({ argv }) => (argv.args.length === 0 ? {} : { last: [argv.args.at(-1)!] });

function within(folders: readonly Text[], path: Text): readonly Text[] {
  if (folders.length === 0 || head(path).startsWith('/')) return [path];
  return folders.map((folder) => (literalOf(path) === '.' || literalOf(path) === './' ? folder : concat(folder, lit('/'), path)));
}

/** `tar` and `jar`: what they do (`creates`, `extracts`), the `archive`, its `members` and what is `extracted`. */
export const tar: View = ({ argv, program }) => {
  const set = (name: string): boolean => argv.flags.get(name) !== undefined;
  const archive = argv.flags.get('file')?.values.at(-1);
  const folders = argv.flags.get('directory')?.values ?? (program === 'jar' ? argv.flags.get('C')?.values : undefined) ?? [];
  const named = archive !== undefined && literalOf(archive) !== '-';
  if (set('create') || set('append') || (set('update') && program !== 'jar')) {
    const members = argv.args.filter((word) => !head(word).startsWith('@')).flatMap((word) => within(folders, word));
    const added = argv.flags.get('add-file')?.values ?? [];
    const stored = set('create') && !added.length && !['directory', 'C', 'transform', 'files-from', 'absolute-names'].some(set) ? storedPaths(argv.args) : [];
    return { creates: [lit('true')], ...(named ? { archive: [archive] } : {}), members: [...members, ...added], stored };
  }
  if (!set('extract') || set('to-stdout')) return {};
  const folder = folders.at(-1) ?? argv.flags.get('one-top-level')?.values.at(-1) ?? lit('.');
  const members = argv.flags.get('strip-components') === undefined && argv.flags.get('transform') === undefined ? argv.args : [];
  const isPlain = argv.args.length === 0 && !['strip-components', 'strip', 'transform', 'one-top-level'].some(set);
  return {
    extracts: [lit('true')],
    ...(named ? { archive: [archive] } : {}),
    extracted: below(folder, members),
    ...(isPlain ? { 'as-stored': [lit('true')] } : {}),
  };
};

/** Paths of a command line as `tar` stores them; none where one is not known, leaves the folder or is the folder itself. */
function storedPaths(words: readonly Text[]): readonly Text[] {
  const paths = words.map((word) =>
    literalOf(word)
      ?.replace(/^(\.\/+)+/, '')
      .replace(/\/+$/, ''),
  );
  return paths.every((path) => path !== undefined && path !== '' && !/^[/@.]|(^|\/)\.\.(\/|$)/.test(path)) ? paths.map((path) => lit(path!)) : [];
}

function below(folder: Text, members: readonly Text[]): readonly Text[] {
  const prefix = literalOf(folder) === '.' ? [] : concat(folder, lit('/'));
  return members.length === 0 ? [concat(prefix, wild('**'))] : members.map((member) => concat(prefix, member));
}

/** `zip`: its archive gets `.zip` when its name has no ending. Words after `-x` and `-i` are patterns. */
export const zip: View = ({ argv, rest }) => {
  if (argv.flags.get('delete') !== undefined || argv.flags.get('test') !== undefined) return {};
  const words = zipWords(argv.args, rest);
  const archive = words[0];
  if (archive === undefined) return {};
  const named = literalOf(archive) !== '-';
  return { creates: [lit('true')], ...(named ? { archive: [withEnding(archive, '.zip')] } : {}), members: words.slice(1) };
};

function zipWords(args: readonly Text[], rest: readonly Text[]): readonly Text[] {
  const dropped = new Set<Text>();
  let list = false;
  for (const word of rest) {
    const literal = literalOf(word);
    if (literal === '-x' || literal === '-i' || literal === '--exclude' || literal === '--include') list = true;
    else if (literal === '@' || (literal?.startsWith('-') ?? false)) list = false;
    else if (list) dropped.add(word);
  }
  return args.filter((word) => !dropped.has(word) && literalOf(word) !== '@');
}

function withEnding(archive: Text, ending: string): Text {
  const last = archive.at(-1);
  if (last?.kind !== 'lit') return archive;
  const name = last.text.slice(last.text.lastIndexOf('/') + 1);
  return name.includes('.') ? archive : concat(archive, lit(ending));
}

export const unzip: View = ({ argv }) => {
  const set = (name: string): boolean => argv.flags.get(name) !== undefined;
  const archive = argv.args[0];
  if (archive === undefined || set('l') || set('t') || set('p') || set('z') || set('c')) return {};
  return { extracts: [lit('true')], archive: [archive], extracted: below(argv.flags.get('d')?.values.at(-1) ?? lit('.'), argv.args.slice(1)) };
};

export const sevenZip: View = ({ argv, words }) => {
  const archive = argv.args[0];
  if (archive === undefined) return {};
  if (words[0] === 'a')
    return { creates: [lit('true')], archive: [withEnding(archive, '.7z')], members: argv.args.slice(1).filter((word) => !head(word).startsWith('@')) };
  return { extracts: [lit('true')], archive: [archive], extracted: below(argv.flags.get('o')?.values.at(-1) ?? lit('.'), argv.args.slice(1)) };
};

const endings: Readonly<Record<string, string>> = {
  gzip: '.gz',
  pigz: '.gz',
  gunzip: '.gz',
  unpigz: '.gz',
  xz: '.xz',
  unxz: '.xz',
  bzip2: '.bz2',
  pbzip2: '.bz2',
  bunzip2: '.bz2',
  zstd: '.zst',
  zstdmt: '.zst',
  unzstd: '.zst',
  lz4: '.lz4',
  brotli: '.br',
};

/** Compressors: the names of what they make, as `compressed` or `expanded`. */
export const compress: View = ({ argv, program }) => {
  const set = (name: string): boolean => argv.flags.get(name) !== undefined;
  const files = argv.args.filter((word) => literalOf(word) !== '-');
  if (files.length === 0 || set('stdout') || set('list') || set('test')) return {};
  const named = argv.flags.get('o')?.values.at(-1) ?? argv.flags.get('output')?.values.at(-1);
  const expands = set('decompress') || program.startsWith('un') || program.startsWith('gun') || program === 'bunzip2';
  const ending = literalOf(argv.flags.get('suffix')?.values.at(-1) ?? []) || endings[program] || '.gz';
  if (named !== undefined) return literalOf(named) === '-' ? {} : { [expands ? 'expanded' : 'compressed']: [named] };
  const folder = argv.flags.get('output-dir-flat')?.values.at(-1);
  const place = (text: Text): Text => (folder === undefined ? text : concat(folder, lit('/'), text));
  if (!expands) return { compressed: files.map((file) => place(concat(file, lit(ending)))) };
  return { expanded: files.map((file) => place(expandedName(file, ending))) };
};

function expandedName(file: Text, ending: string): Text {
  if (tail(file).endsWith('.tgz')) return concat(dropSuffix(file, '.tgz') ?? file, lit('.tar'));
  return dropSuffix(file, ending) ?? dropSuffix(file, ending === '.gz' ? '.z' : '.lzma') ?? wild('*');
}

/** `dd of=FILE`. */
export const dd: View = ({ argv }) => {
  const found = argv.args.flatMap((word) => (head(word).startsWith('of=') ? [concat(lit(head(word).slice(3)), word.slice(1))] : []));
  return found.length === 0 ? {} : { of: found };
};

/** The disk image among the words of `create-dmg`. */
export const dmg: View = ({ argv }) => {
  const found = argv.args.filter((word) => tail(word).endsWith('.dmg'));
  return found.length === 0 ? {} : { dmg: [found[0]!] };
};

/** `docker run`: the `image`; `mounted` when a folder of the job is there to be written. */
export const container: View = ({ argv }) => {
  const image = argv.args[0];
  const mounts = (argv.flags.get('volume')?.values ?? []).some((value) => {
    const literal = literalOf(value) ?? '';
    if (literal.endsWith(':ro') || literal.startsWith('/var/run/')) return false;
    return value[0]?.kind !== 'lit' || /^[./~]/.test(value[0].text);
  });
  return { ...(image === undefined ? {} : { image: [image] }), ...(mounts ? { mounted: [lit('.')] } : {}) };
};
