import { command, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';

const coreutils = readAt('coreutils/coreutils', 'aa0c0de3508e9150eb0ea610f696ee353dd9353d', 'v9.11')('src/cksum.c');
const perlShasum = readPage('https://metacpan.org/dist/Digest-SHA/view/shasum', '6.02');
const openssl = readPage('https://docs.openssl.org/3.0/man1/openssl-dgst/', '3.0');

const sumFlags = '--binary,-b --check,-c --length,-l= --tag --text,-t --zero,-z --ignore-missing --quiet --status --strict --warn,-w';
const checks: Condition = { flag: 'check', set: true };
const unlessChecking: readonly Condition[] = [{ flag: 'check', set: false }];

/** Hashing files, or what comes from standard input; `makes` is the condition where a program also checks lists. */
function hashes(algorithm: string, makes: readonly Condition[]): readonly EffectTemplate[] {
  return [
    {
      kind: 'hashes',
      subject: { kind: 'files', paths: '{flags.files}' },
      algorithm,
      value: '{stdout}',
      when: { all: [...makes, { flag: 'files', set: true }] },
    },
    {
      kind: 'hashes',
      subject: { kind: 'unknown', why: 'the hash is of standard input' },
      algorithm,
      value: '{stdout}',
      when: { all: [...makes, { flag: 'files', set: false }] },
    },
  ];
}

/** `--check` proves that files are as a list says, and nothing of where list and files come from. */
function checking(tool: string): readonly EffectTemplate[] {
  return [
    {
      kind: 'verifies',
      subject: { kind: 'checksums', file: '{flags.files}' },
      tool,
      identity: 'none',
      integrityOnly: true,
      when: { all: [checks, { flag: 'files', set: true }] },
    },
    {
      kind: 'verifies',
      subject: { kind: 'unknown', why: 'the checksum list comes from standard input' },
      tool,
      identity: 'none',
      integrityOnly: true,
      when: { all: [checks, { flag: 'files', set: false }] },
    },
  ];
}

/** The algorithm that a flag chooses, for every hashing effect of a row. */
function choosing(effects: readonly EffectTemplate[], cases: readonly { readonly when: Condition; readonly value: string }[]): readonly EffectTemplate[] {
  return effects.map((effect) => (effect.kind === 'hashes' ? { ...effect, choose: { algorithm: { cases } } } : effect));
}

const opensslAlgorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-512', 'blake2b512', 'blake2s256'];

/** Hashing, and checking against a list. */
export const hashRows: readonly CommandRow[] = [
  command('rhash', notRead('https://github.com/rhash/RHash'), {
    flags: '--recursive,-r --all,-a --output,-o= --check,-c --bsd --simple --md5,-M --sha1,-H --sha256 --sha512 --sha3-256 --sha3-512 --blake2b --list-hashes',
    effects: [
      {
        kind: 'hashes',
        subject: { kind: 'files', paths: '{args.0..}', recursive: true },
        algorithm: 'crc32',
        list: '{flags.output}',
        when: {
          all: [
            { flag: 'check', set: false },
            { flag: 'output', set: true },
            { args: 'some', from: 0 },
          ],
        },
        choose: {
          algorithm: {
            cases: [
              { when: { any: ['all', 'sha256', 'sha512', 'sha3-256', 'sha3-512', 'blake2b'].map((flag) => ({ flag, set: true })) }, value: 'sha256' },
              { when: { flag: 'sha1', set: true }, value: 'sha1' },
              { when: { flag: 'md5', set: true }, value: 'md5' },
            ],
          },
        },
      },
    ],
    note: 'without a choice it makes a CRC, which is no digest',
  }),
  ...(['sha256', 'sha512', 'sha384', 'sha224', 'sha1', 'md5'] as const).map((name) =>
    command(`${name}sum`, coreutils, {
      flags: sumFlags,
      view: 'operands',
      effects: [...hashes(name, unlessChecking), ...checking(`${name}sum`)],
      aliases: [`g${name}sum`],
    }),
  ),
  command('b2sum', coreutils, { flags: sumFlags, view: 'operands', effects: [...hashes('blake2b', unlessChecking), ...checking('b2sum')] }),
  command('cksum', coreutils, {
    flags: `${sumFlags} --algorithm,-a= --untagged --base64 --debug --raw`,
    view: 'operands',
    effects: [
      ...choosing(
        hashes('crc', unlessChecking),
        ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'blake2b', 'sm3'].map((value) => ({ when: { flag: 'algorithm', is: value }, value })),
      ),
      ...checking('cksum'),
    ],
  }),
  command('b3sum', readAt('BLAKE3-team/BLAKE3', '77b257eee7da5cd608eaf6be8343d3a4c9776af2', '1.8.6')('b3sum/src/main.rs'), {
    flags: '--check,-c --keyed --derive-key= --length,-l= --seek= --num-threads= --no-mmap --no-names --raw --quiet --tag',
    view: 'operands',
    effects: [...hashes('blake3', unlessChecking), ...checking('b3sum')],
  }),
  command('shasum', perlShasum, {
    flags: '--algorithm,-a= --binary,-b --check,-c --tag --text,-t --UNIVERSAL,-U --01,-0 --ignore-missing --quiet,-q --status,-s --strict --warn,-w',
    view: 'operands',
    effects: [
      ...choosing(hashes('sha1', unlessChecking), [
        { when: { flag: 'algorithm', is: '256' }, value: 'sha256' },
        { when: { flag: 'algorithm', is: '512' }, value: 'sha512' },
        { when: { flag: 'algorithm', is: '384' }, value: 'sha384' },
        { when: { flag: 'algorithm', is: '224' }, value: 'sha224' },
        { when: { flag: 'algorithm', is: ['512224', '512256'] }, value: 'sha512t' },
      ]),
      ...checking('shasum'),
    ],
  }),
  command('openssl dgst', openssl, {
    flags: `${opensslAlgorithms.map((name) => `-${name}`).join(' ')} -c -r -hex -binary -d -debug -out= -sign= -verify= -prverify= -signature= -sigopt=* -hmac= -mac= -macopt=* -keyform= -passin= -engine= -provider= -rand=`,
    view: 'operands',
    effects: [
      ...choosing(
        hashes('sha256', []),
        opensslAlgorithms.map((name) => ({ when: { flag: name, set: true }, value: name })),
      ).map((effect): EffectTemplate =>
        effect.kind === 'hashes'
          ? {
              ...effect,
              list: '{flags.out}',
              when: {
                all: [
                  effect.when ?? { args: 'some', from: 0 },
                  { flag: 'sign', set: false },
                  { flag: 'verify', set: false },
                  { flag: 'prverify', set: false },
                  { flag: 'hmac', set: false },
                ],
              },
            }
          : effect,
      ),
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{args.0..}' },
        mechanism: 'openssl',
        keyless: false,
        key: '{flags.sign}',
        outputPaths: '{flags.out | or flags.stdout-file}',
        attachedTo: 'beside',
        when: { flag: 'sign', set: true },
      },
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0..}' },
        tool: 'openssl',
        identity: 'pinned',
        integrityOnly: false,
        when: {
          any: [
            { flag: 'verify', set: true },
            { flag: 'prverify', set: true },
          ],
        },
      },
    ],
  }),
  ...['md5', 'sha1', 'sha256', 'sha512'].map((name) =>
    command(`openssl ${name}`, openssl, { flags: '-c -r -hex -binary -out=', view: 'operands', effects: hashes(name, []) }),
  ),
  command('certutil', notRead('https://learn.microsoft.com/windows-server/administration/windows-commands/certutil'), {
    flags: '-hashfile -importpfx -v -f -user -enterprise -p= -csp=',
    effects: [
      { kind: 'configures', what: 'windows-key', when: { flag: 'importpfx', set: true } },
      {
        kind: 'hashes',
        subject: { kind: 'files', paths: '{args.0}' },
        algorithm: 'sha1',
        value: '{stdout}',
        choose: { algorithm: { cases: ['MD5', 'SHA256', 'SHA384', 'SHA512'].map((name) => ({ when: { arg: 1, matches: name }, value: name.toLowerCase() })) } },
        when: { flag: 'hashfile', set: true },
      },
    ],
  }),
  command('Get-FileHash', notRead('https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/get-filehash'), {
    flags: '-Path= -LiteralPath= -Algorithm=',
    effects: [
      {
        kind: 'hashes',
        subject: { kind: 'files', paths: ['{flags.Path}', '{flags.LiteralPath}', '{args.0..}'] },
        algorithm: 'sha256',
        value: '{stdout}',
        choose: {
          algorithm: { cases: ['MD5', 'SHA1', 'SHA384', 'SHA512'].map((name) => ({ when: { flag: 'Algorithm', is: name }, value: name.toLowerCase() })) },
        },
      },
    ],
  }),
  command('md5', notRead('https://man.freebsd.org/cgi/man.cgi?md5'), { flags: '-q -r -s= -c=', view: 'operands', effects: hashes('md5', []) }),
  command('sha256', notRead('https://man.freebsd.org/cgi/man.cgi?sha256'), { flags: '-q -r -s= -c=', view: 'operands', effects: hashes('sha256', []) }),
];
