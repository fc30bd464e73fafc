import { command, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';

const tar = readPage('https://www.gnu.org/software/tar/manual/tar.html', '1.34');
const sevenZip = notRead('https://7-zip.opensource.jp/chm/cmdline/');

const create: EffectTemplate = {
  kind: 'transforms',
  how: 'archive',
  inputs: '{flags.members}',
  outputs: '{flags.archive}',
  stores: '{flags.stored}',
  when: { flag: 'creates', set: true },
};
const extract: EffectTemplate = {
  kind: 'transforms',
  how: 'extract',
  inputs: '{flags.archive}',
  outputs: '{flags.extracted}',
  extracts: true,
  choose: { asStored: { cases: [{ when: { flag: 'as-stored', set: true }, value: true }] } },
  when: { flag: 'extracts', set: true },
};

/** One file in, one file out beside it; the input goes away unless it is kept. */
function compressor(keeps: Condition): readonly EffectTemplate[] {
  return [
    { kind: 'transforms', how: 'compress', inputs: '{args.0..}', outputs: '{flags.compressed}', when: { flag: 'compressed', set: true } },
    { kind: 'transforms', how: 'extract', inputs: '{args.0..}', outputs: '{flags.expanded}', extracts: true, when: { flag: 'expanded', set: true } },
    {
      kind: 'removes',
      paths: '{args.0..}',
      when: {
        all: [
          {
            any: [
              { flag: 'compressed', set: true },
              { flag: 'expanded', set: true },
            ],
          },
          { not: keeps },
        ],
      },
    },
  ];
}

const kept: Condition = {
  any: [
    { flag: 'keep', set: true },
    { flag: 'stdout', set: true },
  ],
};
const gzipFlags =
  '--stdout,--to-stdout,-c --decompress,--uncompress,-d --force,-f --keep,-k --list,-l --no-name,-n --name,-N --quiet,-q --recursive,-r --rsyncable --suffix,-S= --test,-t --verbose,-v --fast --best -1 -2 -3 -4 -5 -6 -7 -8 -9 -11 --threads,-T= -p= -z --compress -e --extreme --processes=';

/** Archives and compression: new bytes from old. */
export const archiveRows: readonly CommandRow[] = [
  command('tar', tar, {
    flags:
      '--create,-c --extract,--get,-x --append,-r --update,-u --list,-t --diff,--compare,-d --delete --concatenate,--catenate,-A --file,-f= --directory,-C=* --gzip,--gunzip,-z --bzip2,-j --xz,-J --lzma --zstd --lzip --compress,-Z --auto-compress,-a --use-compress-program,-I= --verbose,-v --verify,-W ' +
      '--exclude=* --exclude-from,-X= --exclude-vcs --exclude-vcs-ignores --files-from,-T= --null --owner= --group= --owner-map= --group-map= --mode= --mtime= --sort= --format,-H= --pax-option= --posix --numeric-owner --strip-components= --strip= --transform,--xform= --to-stdout,-O --to-command= --one-top-level[=] --overwrite --keep-old-files,-k --touch,-m ' +
      '--same-owner --no-same-owner --preserve-permissions,-p --no-same-permissions --dereference,-h --hard-dereference --absolute-names,-P --remove-files --no-recursion --wildcards --no-wildcards --checkpoint[=] --checkpoint-action= --warning= --totals[=] --label,-V= --listed-incremental,-g= --blocking-factor,-b= --newer,-N= --newer-mtime= --anchored --ignore-failed-read --sparse,-S --xattrs --no-xattrs --acls --no-acls --show-transformed-names --utc --clamp-mtime --suffix= --interactive,-w --unlink-first,-U --force-local --add-file= -n -i -B -M -G -l -R -o -s',
    bundledFlags: true,
    view: 'tar',
    effects: [
      create,
      extract,
      {
        kind: 'removes',
        paths: '{flags.members}',
        when: {
          all: [
            { flag: 'creates', set: true },
            { flag: 'remove-files', set: true },
          ],
        },
      },
    ],
    aliases: ['gtar', 'bsdtar'],
  }),
  command('zip', readPage('https://infozip.sourceforge.net/Zip.html', '3.0'), {
    flags:
      '--recurse-paths,-r --recurse-patterns,-R --junk-paths,-j --move,-m --update,-u --freshen,-f --delete,-d --quiet,-q --verbose,-v --symlinks,-y --no-dir-entries,-D --no-extra,-X --test,-T --encrypt,-e --password,-P= --include,-i=* --exclude,-x=* --compression-method,-Z= --split-size,-s= --temp-path,-b= --out,-O= --latest-time,-o --filesync,-FS --names-stdin,-@ -0 -1 -2 -3 -4 -5 -6 -7 -8 -9 -k -l -S -A -F -n= -t= -tt= -UN=',
    view: 'zip',
    effects: [
      create,
      { kind: 'transforms', how: 'edit', inputs: '{args.0}', outputs: [], inPlace: true, when: { flag: 'delete', set: true } },
      {
        kind: 'removes',
        paths: '{flags.members}',
        when: {
          all: [
            { flag: 'creates', set: true },
            { flag: 'move', set: true },
          ],
        },
      },
    ],
  }),
  command('unzip', readPage('https://infozip.sourceforge.net/UnZip.html', '6.00'), {
    flags: '-d= -o -n -q -qq -j -a -aa -u -f -x -l -t -p -c -v -z -C -L -X -K -P= -W -:',
    view: 'unzip',
    effects: [extract],
  }),
  ...['7z', '7zz', '7za', '7zr'].flatMap((program) => [
    command(`${program} a`, sevenZip, {
      flags:
        '-t= -m=* -r[=] -x=* -i=* -o= -p= -y -bd -bb= -bs= -sdel -spf[=] -sfx[=] -si[=] -so -ssc[=] -ssw -stl -v=* -w= -ao= -an -scs= -snh -snl -mx= -mmt=',
      view: 'seven-zip',
      effects: [
        create,
        {
          kind: 'removes',
          paths: '{flags.members}',
          when: {
            all: [
              { flag: 'creates', set: true },
              { flag: 'sdel', set: true },
            ],
          },
        },
      ],
    }),
    ...['x', 'e'].map((verb) =>
      command(`${program} ${verb}`, sevenZip, {
        flags: '-o= -y -r[=] -x=* -i=* -p= -bd -bb= -bs= -ao= -so -t= -spe -aoa -aos -aou',
        view: 'seven-zip',
        effects: [extract],
      }),
    ),
  ]),
  command('gzip', readPage('https://www.gnu.org/software/gzip/manual/gzip.html', '1.12'), {
    flags: gzipFlags,
    view: 'compress',
    effects: compressor(kept),
    aliases: ['pigz', 'gunzip', 'unpigz'],
  }),
  command('xz', readPage('https://tukaani.org/xz/man/xz.1.html', '5.4.1'), {
    flags: gzipFlags,
    view: 'compress',
    effects: compressor(kept),
    aliases: ['unxz'],
  }),
  command('bzip2', readPage('https://sourceware.org/bzip2/manual/manual.html', '1.0.8'), {
    flags: gzipFlags,
    view: 'compress',
    effects: compressor(kept),
    aliases: ['bunzip2', 'pbzip2'],
  }),
  command('zstd', readAt('facebook/zstd', '2dddf0905619b70c25faeca7f1a39601dc97616f')('programs/zstdcli.c'), {
    flags:
      '-o= --keep,-k --rm --decompress,--uncompress,-d --force,-f --stdout,-c --verbose,-v --quiet,-q -r --ultra --fast[=] --adapt --long[=] -T= --threads= --single-thread --output-dir-flat= --output-dir-mirror= --filelist= -D= --no-progress --progress --test,-t --list,-l --check --no-check --rsyncable --patch-from= -1 -2 -3 -4 -5 -6 -7 -8 -9 -10 -11 -12 -13 -14 -15 -16 -17 -18 -19 -20 -21 -22',
    view: 'compress',
    effects: compressor({ flag: 'rm', set: false }),
    aliases: ['unzstd', 'zstdmt'],
  }),
  command('lz4', notRead('https://github.com/lz4/lz4/blob/dev/programs/lz4.1.md'), {
    flags: '--decompress,-d --force,-f --keep,-k --rm --stdout,-c --multiple,-m --verbose,-v --quiet,-q -1 -9 -12 -z',
    view: 'compress',
    effects: compressor({ flag: 'rm', set: false }),
  }),
  command('brotli', notRead('https://github.com/google/brotli/blob/master/c/tools/brotli.md'), {
    flags: '--stdout,-c --decompress,-d --force,-f --rm,-j --keep,-k --quality,-q= --output,-o= --lgwin,-w= --suffix,-S= --verbose,-v --test,-t --best,-Z',
    view: 'compress',
    effects: compressor({ flag: 'rm', set: false }),
  }),
  command('jar', readPage('https://docs.oracle.com/en/java/javase/17/docs/specs/man/jar.html', '17'), {
    flags:
      '--create,-c --extract,-x --update,-u --list,-t --describe-module,-d --file,-f= --manifest,-m= --main-class,-e= --no-compress,-0 --no-manifest,-M --verbose,-v --module-path,-p= --module-version= --release= --date= -C=*',
    bundledFlags: true,
    view: 'tar',
    effects: [create, extract, { kind: 'transforms', how: 'edit', inputs: '{flags.file}', outputs: [], inPlace: true, when: { flag: 'update', set: true } }],
  }),
  command('strip', readPage('https://sourceware.org/binutils/docs/binutils/strip.html', '2.40'), {
    flags:
      '--input-target,-I= --output-target,-O= --target,-F= --preserve-dates,-p --enable-deterministic-archives,-D --remove-section,-R=* --strip-all,-s --strip-debug,-g,-S,-d --strip-unneeded --only-keep-debug --strip-symbol,-N=* --keep-symbol,-K=* --wildcard,-w --discard-all,-x --discard-locals,-X --verbose,-v -o= --strip-dwo -u -r -T',
    effects: [
      { kind: 'transforms', how: 'strip', inputs: '{args.0..}', outputs: [], inPlace: true, when: { flag: 'o', set: false } },
      { kind: 'transforms', how: 'strip', inputs: '{args.0}', outputs: '{flags.o}', when: { flag: 'o', set: true } },
    ],
    aliases: [
      'llvm-strip',
      'aarch64-linux-gnu-strip',
      'arm-linux-gnueabihf-strip',
      'x86_64-linux-gnu-strip',
      'riscv64-linux-gnu-strip',
      'x86_64-w64-mingw32-strip',
      'musl-strip',
    ],
  }),
  command('upx', notRead('https://upx.github.io/'), {
    flags:
      '-o= -1 -9 --best --brute --ultra-brute --lzma -d -t -l -k -f -q -qq -v --no-progress --force-macos --compress-exports= --compress-icons= --strip-relocs=',
    effects: [
      {
        kind: 'transforms',
        how: 'pack',
        inputs: '{args.0..}',
        outputs: [],
        inPlace: true,
        when: {
          all: [
            { flag: 'o', set: false },
            { flag: 't', set: false },
            { flag: 'l', set: false },
          ],
        },
      },
      { kind: 'transforms', how: 'pack', inputs: '{args.0}', outputs: '{flags.o}', when: { flag: 'o', set: true } },
    ],
  }),
  command('mksquashfs', notRead('https://github.com/plougher/squashfs-tools'), {
    flags: '-comp= -noappend -all-root -b= -root-owned -no-xattrs -quiet -Xcompression-level=',
    effects: [{ kind: 'transforms', how: 'archive', inputs: '{args.0}', outputs: '{args.1}' }],
  }),
  command('xorriso', notRead('https://www.gnu.org/software/xorriso/'), {
    flags: '-as= -o= -output= -V= -volid= -J -R -r',
    effects: [{ kind: 'builds', outputs: ['{flags.o}', '{flags.output}'], by: 'xorriso', inputs: '{args.0..}' }],
    aliases: ['genisoimage', 'mkisofs'],
  }),
];
