import { command, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow, Condition, Source } from '../schema.ts';

const repository = readAt('coreutils/coreutils', 'aa0c0de3508e9150eb0ea610f696ee353dd9353d', 'v9.11');
const coreutils = (name: string): Source => repository(`src/${name}.c`);
const rsync = notRead('https://download.samba.org/pub/rsync/rsync.1');
const openssh = notRead('https://man.openbsd.org/scp');
const sed = readPage('https://www.gnu.org/software/sed/manual/sed.html', '4.9');

const toFolder = { toFolder: { cases: [{ when: { flag: 'to-folder', set: true } as const, value: true }] } };
const local: Condition = { flag: 'direction', is: 'local' };
const remote: Condition = { flag: 'direction', is: 'up' };
const fetched: Condition = { flag: 'direction', is: 'down' };
const undecided: Condition = { all: [{ flag: 'direction', is: 'unknown' }, { unknown: 'where a copy goes' }] };
const dryRun: Condition = { flag: 'dry-run', set: true };

/** Copying, moving, removing; writing over the network to a host of one's own. */
export const fileRows: readonly CommandRow[] = [
  command('cp', coreutils('cp'), {
    flags:
      '--archive,-a --backup[=] -b -d --force,-f --interactive,-i -H --link,-l --dereference,-L --no-clobber,-n --no-dereference,-P -p --preserve[=] --no-preserve= --parents --recursive,-R,-r --reflink[=] --remove-destination --sparse= --strip-trailing-slashes --symbolic-link,-s --suffix,-S= --target-directory,-t= --no-target-directory,-T --update,-u --verbose,-v --one-file-system,-x -Z --context[=]',
    view: 'copy',
    effects: [{ kind: 'copies', from: '{flags.from}', to: '{flags.to}', choose: toFolder }],
    aliases: ['gcp'],
  }),
  command('mv', coreutils('mv'), {
    flags:
      '--backup[=] -b --force,-f --interactive,-i --no-clobber,-n --strip-trailing-slashes --suffix,-S= --target-directory,-t= --no-target-directory,-T --update,-u --verbose,-v -Z',
    view: 'copy',
    effects: [{ kind: 'copies', from: '{flags.from}', to: '{flags.to}', move: true, choose: toFolder }],
  }),
  command('install', coreutils('install'), {
    flags:
      '--backup[=] -b -c --compare,-C --directory,-d -D --group,-g= --mode,-m= --owner,-o= --preserve-timestamps,-p --strip,-s --strip-program= --suffix,-S= --target-directory,-t= --no-target-directory,-T --verbose,-v -Z',
    view: 'copy',
    effects: [
      {
        kind: 'copies',
        from: '{flags.from}',
        to: '{flags.to}',
        choose: toFolder,
        when: {
          all: [
            { flag: 'directory', set: false },
            { flag: 'strip', set: false },
          ],
        },
      },
      { kind: 'transforms', how: 'strip', inputs: '{flags.from}', outputs: '{flags.to}', when: { flag: 'strip', set: true } },
    ],
  }),
  command('ln', coreutils('ln'), {
    flags:
      '--backup[=] -b --directory,-d,-F --force,-f --interactive,-i --logical,-L --no-dereference,-n --physical,-P --relative,-r --symbolic,-s --suffix,-S= --target-directory,-t= --no-target-directory,-T --verbose,-v',
    view: 'copy',
    effects: [
      {
        kind: 'copies',
        from: '{flags.from}',
        to: '{flags.to}',
        link: 'hard',
        choose: { ...toFolder, link: { cases: [{ when: { flag: 'symbolic', set: true }, value: 'symbolic' }], undecided: 'symbolic' } },
      },
    ],
  }),
  command('rm', coreutils('rm'), {
    flags: '--force,-f -i -I --interactive[=] --one-file-system --no-preserve-root --preserve-root[=] --recursive,-r,-R --dir,-d --verbose,-v',
    effects: [{ kind: 'removes', paths: '{args.0..}' }],
  }),
  command('touch', coreutils('touch'), {
    flags: '-a --no-create,-c --date,-d= -f --no-dereference,-h -m --reference,-r= -t= --time=',
    effects: [{ kind: 'builds', outputs: '{args.0..}', by: 'touch', spares: true, when: { flag: 'no-create', set: false } }],
  }),
  command('mkdir', coreutils('mkdir'), { flags: '--mode,-m= --parents,-p --verbose,-v -Z' }),
  command('chmod', coreutils('chmod'), { flags: '--changes,-c --silent,--quiet,-f --verbose,-v --recursive,-R --reference= --no-preserve-root' }),
  command('split', coreutils('split'), {
    flags:
      '--suffix-length,-a= --additional-suffix= --bytes,-b= --line-bytes,-C= -d -x --elide-empty-files,-e --filter= --lines,-l= --number,-n= --separator,-t= --unbuffered,-u --verbose',
    effects: [{ kind: 'transforms', how: 'split', inputs: '{args.0}', outputs: '{args.1}*', when: { args: 'some', from: 1 } }],
  }),
  command('rsync', rsync, {
    flags:
      '--archive,-a --recursive,-r --verbose,-v --compress,-z -h --human-readable --progress -P --partial --delete --delete-after --delete-before --delete-excluded --links,-l --copy-links,-L --perms,-p --times,-t --group,-g --owner,-o -D --update,-u --checksum,-c --dry-run,-n --quiet,-q --relative,-R --whole-file,-W --existing --ignore-existing --remove-source-files --mkpath --stats --itemize-changes,-i --no-perms --no-owner --no-group --hard-links,-H --acls,-A --xattrs,-X --prune-empty-dirs,-m ' +
      '--rsh,-e= --exclude=* --include=* --filter,-f=* --files-from= --exclude-from= --include-from= --chmod= --chown= --rsync-path= --password-file= --port= --timeout= --contimeout= --bwlimit= --out-format= --log-file= --temp-dir,-T= --compare-dest= --copy-dest= --link-dest= --partial-dir= --backup-dir= --suffix= --remote-option,-M= --max-size= --min-size= --info= --max-delete=',
    view: ['copy', 'transfer'],
    effects: [
      { kind: 'copies', from: '{flags.from}', to: '{flags.to}', choose: toFolder, when: { all: [{ any: [local, undecided] }, { not: dryRun }] } },
      {
        kind: 'publishes',
        sink: { kind: 'bucket', url: '{flags.to}' },
        subject: { kind: 'files', paths: '{flags.from}', exclude: '{flags.exclude}', recursive: true },
        when: { all: [{ any: [remote, undecided] }, { not: dryRun }] },
      },
      { kind: 'builds', outputs: [], by: 'rsync', folders: '{flags.to}', when: fetched },
    ],
  }),
  command('scp', openssh, {
    flags: '-3 -4 -6 -A -B -C -O -p -q -R -r -s -T -v -c= -D= -F= -i= -J= -l= -o=* -P= -S= -X=',
    view: ['copy', 'transfer'],
    effects: [
      { kind: 'publishes', sink: { kind: 'bucket', url: '{flags.to}' }, subject: { kind: 'files', paths: '{flags.from}', recursive: true }, when: remote },
      { kind: 'builds', outputs: [], by: 'scp', folders: '{flags.to}', when: fetched },
    ],
  }),
  command('sed', sed, {
    flags: '--in-place,-i[=] --quiet,-n --regexp-extended,-E,-r --expression,-e=* --file,-f=* --separate,-s --null-data,-z --line-length,-l= --unbuffered,-u',
    effects: [
      {
        kind: 'transforms',
        how: 'edit',
        inputs: '{args.1..}',
        outputs: [],
        inPlace: true,
        scripts: '{args.0}',
        when: {
          all: [
            { flag: 'in-place', set: true },
            { flag: 'expression', set: false },
            { flag: 'file', set: false },
          ],
        },
      },
      {
        kind: 'transforms',
        how: 'edit',
        inputs: '{args.0..}',
        outputs: [],
        inPlace: true,
        scripts: '{flags.expression}',
        when: {
          all: [
            { flag: 'in-place', set: true },
            {
              any: [
                { flag: 'expression', set: true },
                { flag: 'file', set: true },
              ],
            },
          ],
        },
      },
    ],
    aliases: ['gsed'],
  }),
  command('perl', notRead('https://perldoc.perl.org/perlrun'), {
    flags: '-p -n -w -i[=] -0[=] -e=* -E=* -M= -l[=] -a -F=',
    effects: [
      {
        kind: 'transforms',
        how: 'edit',
        inputs: '{args.0..}',
        outputs: [],
        inPlace: true,
        scripts: '{flags.e}',
        when: {
          all: [
            { flag: 'i', set: true },
            { flag: 'e', set: true },
          ],
        },
      },
    ],
  }),
  command('yq', notRead('https://mikefarah.gitbook.io/yq'), {
    flags:
      '--inplace,-i --prettyPrint,-P --output-format,-o= --input-format,-p= --raw-output,-r --null-input,-n --exit-status,-e --indent,-I= --no-colors,-M --colors,-C --from-file= --arg= --compact-output,-c',
    effects: [{ kind: 'transforms', how: 'edit', inputs: '{args.1..}', outputs: [], inPlace: true, when: { flag: 'inplace', set: true } }],
  }),
];
