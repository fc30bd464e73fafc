import { command, readAt } from '../command-row.ts';
import type { Need } from '../effect.ts';
import type { Choice, CommandRow } from '../schema.ts';

const minisign = readAt('jedisct1/minisign', 'e369d9447d7d96b8bbc6a7cd73b6b1e4ccd2f934', '0.12');
const rsign = readAt('jedisct1/rsign2', '204935849f6d09275f64846315d7c4b95d9d5bf7', '0.6.6')('src/bin/rsign/parse_args.rs');

/** minisign looks for its key in the home folder unless it is told another place. */
const minisignKey: Choice<readonly Need[]> = {
  cases: [
    { when: { flag: 's', set: true }, value: [{ kind: 'key-file', path: '{flags.s}' }] },
    { when: { env: 'MINISIGN_CONFIG_DIR', set: false }, value: [{ kind: 'home-key', path: '.minisign/minisign.key' }] },
  ],
  undecided: [],
};

/** minisign, and rsign, which makes the same signatures. */
export const minisignRows: readonly CommandRow[] = [
  command('minisign', minisign('src/minisign.c'), {
    flags: '-S -V -G -R -C -H -f -l -o -q -Q -v -h -W -m= -x= -s= -p= -P= -c= -t=',
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: ['{flags.m}', '{args.0..}'] },
        mechanism: 'minisign',
        keyless: false,
        key: '{flags.s}',
        choose: { needs: minisignKey },
        attachedTo: 'beside',
        outputs: ['{file}.minisig'],
        when: {
          all: [
            { flag: 'S', set: true },
            { flag: 'x', set: false },
          ],
        },
      },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: ['{flags.m}', '{args.0..}'] },
        mechanism: 'minisign',
        keyless: false,
        key: '{flags.s}',
        choose: { needs: minisignKey },
        attachedTo: 'beside',
        outputPaths: '{flags.x}',
        when: {
          all: [
            { flag: 'S', set: true },
            { flag: 'x', set: true },
          ],
        },
      },
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{flags.m}' },
        tool: 'minisign',
        identity: 'pinned',
        integrityOnly: false,
        when: { flag: 'V', set: true },
      },
      {
        kind: 'builds',
        outputs: ['~/.minisign/minisign.key'],
        by: 'minisign -G',
        when: {
          all: [
            { flag: 'G', set: true },
            { flag: 's', set: false },
          ],
        },
      },
      { kind: 'makes-key', private: '{flags.s}', public: '{flags.p}', when: { flag: 'G', set: true } },
      { kind: 'exports-key', from: '{flags.s}', public: '{flags.p}', when: { flag: 'R', set: true } },
    ],
  }),
  command('rsign sign', rsign, {
    flags: '-s= -p= -P= -x= -c= -t= -H -W',
    tool: 'rsign',
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{args.0}' },
        mechanism: 'minisign',
        keyless: false,
        key: '{flags.s}',
        attachedTo: 'beside',
        outputs: ['{file}.minisig'],
        when: { flag: 'x', set: false },
      },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{args.0}' },
        mechanism: 'minisign',
        keyless: false,
        key: '{flags.s}',
        attachedTo: 'beside',
        outputPaths: '{flags.x}',
        when: { flag: 'x', set: true },
      },
    ],
  }),
  command('rsign verify', rsign, {
    flags: '-p= -P= -x= -q -l -o',
    tool: 'rsign',
    effects: [{ kind: 'verifies', subject: { kind: 'files', paths: '{args.0}' }, tool: 'rsign', identity: 'pinned', integrityOnly: false }],
  }),
];
