import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalName, parseArgv } from '../../src/catalog/argv.ts';
import type { Argv } from '../../src/catalog/argv.ts';
import { flags } from '../../src/catalog/flags.ts';
import type { CommandRow } from '../../src/catalog/schema.ts';
import { alternatives, hole, lit, show, wild } from '../../src/values/index.ts';
import type { Text } from '../../src/values/index.ts';
import { wordsOf } from './command-support.ts';

type Grammar = Pick<CommandRow, 'flags' | 'bundledFlags' | 'stopsAtWord'>;

function grammar(text: string, more: Partial<Grammar> = {}): Grammar {
  return { flags: flags(text), ...more };
}

/** A line's flags as `name=value,value`, `name?` where it is undecided and `name!` where it is taken back. */
function printed(argv: Argv): readonly string[] {
  return [...argv.flags].map(([name, given]) => `${name}${given.set === true ? '' : given.set === false ? '!' : '?'}=${given.values.map(show).join(',')}`);
}

interface Case {
  readonly what: string;
  readonly grammar: Grammar;
  readonly line: string;
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
  readonly doubts?: readonly string[];
}

const common = grammar('--output,-o= --yes,-y --key= --annotations,-a=* --pager[=] --verbose,-v --recursive,-r');
const tar = grammar('-c -x -z -v -f= -C=*', { bundledFlags: true });
const windows = grammar('/fd= /f= /a /tr=');

const cases: readonly Case[] = [
  { what: 'a long flag', grammar: common, line: '--yes a', flags: ['yes=true'], args: ['a'] },
  { what: 'a long flag with its value', grammar: common, line: '--output x a', flags: ['output=x'], args: ['a'] },
  { what: 'a value after an equals sign', grammar: common, line: '--output=x=y a', flags: ['output=x=y'], args: ['a'] },
  { what: 'an empty value', grammar: common, line: '--output= a', flags: ['output!='], args: ['a'] },
  { what: 'a short flag by its long name', grammar: common, line: '-o x a', flags: ['output=x'], args: ['a'] },
  { what: 'a short flag with its value joined', grammar: common, line: '-ox a', flags: ['output=x'], args: ['a'] },
  { what: 'grouped short flags', grammar: common, line: '-ryv a', flags: ['recursive=true', 'yes=true', 'verbose=true'], args: ['a'] },
  { what: 'a group that ends in a value', grammar: common, line: '-yo x a', flags: ['yes=true', 'output=x'], args: ['a'] },
  { what: 'a group with the value joined', grammar: common, line: '-yox a', flags: ['yes=true', 'output=x'], args: ['a'] },
  { what: 'the last of two values', grammar: common, line: '-o x --output y', flags: ['output=y'] },
  { what: 'every value of a repeated flag', grammar: common, line: '-a k=v --annotations l=w', flags: ['annotations=k=v,l=w'] },
  { what: 'a flag that takes a value only when joined', grammar: common, line: '--pager a --pager=less', flags: ['pager=less'], args: ['a'] },
  { what: 'a flag set to false', grammar: common, line: '--yes=false', flags: ['yes!=false'] },
  { what: 'a flag set to true', grammar: common, line: '--yes=true', flags: ['yes=true'] },
  { what: 'a flag taken back', grammar: common, line: '--yes --no-yes', flags: ['yes!=false'] },
  { what: 'words after two dashes', grammar: common, line: '-y -- -o x', flags: ['yes=true'], args: ['-o', 'x'] },
  { what: 'one dash is a word', grammar: common, line: '-y -', flags: ['yes=true'], args: ['-'] },
  { what: 'flags between words', grammar: common, line: 'a -o x b', flags: ['output=x'], args: ['a', 'b'] },
  { what: 'a value that is missing', grammar: common, line: 'a --output', flags: ['output!='], args: ['a'], doubts: ['--output stands without its value'] },
  { what: 'an unknown as a value', grammar: common, line: '--key ${secrets.K} a', flags: ['key={secrets.K}'], args: ['a'] },
  { what: 'an unknown in a joined value', grammar: common, line: '--key=${secrets.K} a', flags: ['key={secrets.K}'], args: ['a'] },
  { what: 'a value that is half known', grammar: common, line: '-oout/${name}.tgz', flags: ['output=out/{name}.tgz'] },
  { what: 'a pattern is a word', grammar: common, line: 'dist/* @{*.tgz}', args: ['dist/*', '*.tgz'] },
  { what: 'a flag that the row does not have', grammar: common, line: '--new', flags: ['new=true'] },
  { what: 'the same with a value', grammar: common, line: '--new=3 a', flags: ['new=3'], args: ['a'] },
  {
    what: 'the same before a word',
    grammar: common,
    line: '--new a',
    flags: ['new=true'],
    args: ['a'],
    doubts: ['the flag --new is not in the catalog: the word after it may be its value'],
  },
  { what: 'a flag that is half written', grammar: common, line: '--${kind} a', args: ['a'], doubts: ['the flag -- is not written out'] },
  { what: 'a flag by choice', grammar: common, line: '?{--yes|} a', flags: ['yes?={true,false}'], args: ['a'] },
  { what: 'a flag in every choice', grammar: common, line: '?{-y|--yes}', flags: ['yes=true'] },
  { what: 'one of two values', grammar: common, line: '?{--output=a|--output=b}', flags: ['output={a,b}'] },
  { what: 'a word by choice stays a word', grammar: common, line: '?{a|b}', args: ['{a,b}'] },
  { what: 'old-style letters', grammar: tar, line: 'czf out.tgz dist', flags: ['c=true', 'z=true', 'f=out.tgz'], args: ['dist'] },
  { what: 'old-style letters in another order', grammar: tar, line: 'cfz out.tgz dist', flags: ['c=true', 'f=out.tgz', 'z=true'], args: ['dist'] },
  { what: 'a first word that is not letters', grammar: tar, line: 'dist -c', flags: ['c=true'], args: ['dist'] },
  { what: 'letters only as the first word', grammar: tar, line: '-c czf', flags: ['c=true'], args: ['czf'] },
  { what: 'a folder joined to its flag', grammar: grammar('-o= -y'), line: 'x a.7z -oout -y', flags: ['o=out', 'y=true'], args: ['x', 'a.7z'] },
  { what: 'flags with a slash', grammar: windows, line: '/fd sha256 /a a.exe', flags: ['fd=sha256', 'a=true'], args: ['a.exe'] },
  {
    what: 'flags with a slash, in capitals and joined',
    grammar: windows,
    line: '/FD:sha256 /tr http://x a.exe',
    flags: ['fd=sha256', 'tr=http://x'],
    args: ['a.exe'],
  },
  { what: 'the same with a dash', grammar: windows, line: '-fd sha256 a.exe', flags: ['fd=sha256'], args: ['a.exe'] },
  { what: 'a path is no flag', grammar: windows, line: '/a /opt/a.exe', flags: ['a=true'], args: ['/opt/a.exe'] },
  { what: 'long flags with one dash', grammar: grammar('-json -output='), line: '-json -output=a', flags: ['json=true', 'output=a'] },
  {
    what: 'flags end at the first word where a command follows',
    grammar: grammar('--user,-u= -E', { stopsAtWord: true }),
    line: '-u root -E make -E x',
    flags: ['user=root', 'E=true'],
    args: ['make', '-E', 'x'],
  },
  { what: 'nothing', grammar: common, line: '' },
];

describe('parseArgv', () => {
  for (const one of cases) {
    it(`${one.what}: ${one.line}`, () => {
      const argv = parseArgv(one.grammar, wordsOf(one.line));
      assert.deepEqual(printed(argv), one.flags ?? []);
      assert.deepEqual(argv.args.map(show), one.args ?? []);
      assert.deepEqual(argv.doubts, one.doubts ?? []);
    });
  }

  it('counts the words before two dashes', () => {
    assert.equal(parseArgv(common, wordsOf('a -y b -- c')).beforeDashes, 2);
    assert.equal(parseArgv(common, wordsOf('a -y b')).beforeDashes, 2);
  });

  it('says which words are bare unknowns, and may be flags', () => {
    const { maybeFlags } = parseArgv(common, wordsOf('a ${args} --key ${key} x${y} @{*.tgz} ${more}'));
    assert.deepEqual(
      maybeFlags.map(({ index, text }) => `${index} ${show(text)}`),
      ['1 {args}', '4 {more}'],
    );
  });

  it('reads words that hang on one choice together', () => {
    const either = (...options: readonly string[]): Text =>
      alternatives(
        'mode',
        options.map((option) => (option === '' ? [] : lit(option))),
      );
    const argv = parseArgv(common, [either('--output', ''), either('a b', ''), lit('c')]);
    assert.deepEqual(printed(argv), ['output?={a b,}']);
    assert.deepEqual(argv.args.map(show), ['c']);
    assert.deepEqual(argv.uses, ['flag', 'flag', 'word']);
  });

  it('accounts for each word', () => {
    assert.deepEqual(parseArgv(common, wordsOf('-o x --yes a -- -b')).uses, ['flag', 'value', 'flag', 'word', 'separator', 'word']);
  });
});

const pieces = fc.oneof(
  fc
    .constantFrom('-', '--', '--output', '--output=', '-o', '-yo', '-ryv', '--no-yes', '--new', '/fd', '/FD:x', 'czf', 'a', '', '=', '--=', '-=')
    .map((text) => lit(text)),
  fc.string({ maxLength: 8 }).map((text) => lit(text)),
  fc.constantFrom(hole('args'), wild('*'), [...lit('--key='), ...hole('k')], [...lit('-'), ...hole('k')], [...hole('a'), ...lit('-b')]),
  fc.constantFrom(...wordsOf('?{--yes|} ?{-o=a|} ?{a|b} ?{--yes|x} @{dist/*}')),
);

describe('parseArgv on any words', () => {
  const grammars = [common, tar, windows, grammar('--a,-a -b=', { stopsAtWord: true }), grammar('')];
  it('never throws and accounts for every word', () => {
    fc.assert(
      fc.property(fc.constantFrom(...grammars), fc.array(pieces, { maxLength: 12 }), (of, words: readonly Text[]) => {
        const { uses, args, beforeDashes, maybeFlags } = parseArgv(of, words);
        assert.equal(uses.length, words.length);
        assert.deepEqual(
          args,
          words.filter((_, i) => uses[i] === 'word'),
        );
        assert.ok(beforeDashes >= 0 && beforeDashes <= args.length);
        for (const one of maybeFlags) assert.deepEqual(args[one.index], one.text);
      }),
    );
  });
});

describe('flags', () => {
  it('reads the short notation', () => {
    assert.deepEqual(flags('-o,--output= --yes  -a=* --pager[=]'), [
      { names: ['--output', '-o'], value: true },
      { names: ['--yes'], value: false },
      { names: ['-a'], value: true, repeat: true },
      { names: ['--pager'], value: true, optional: true },
    ]);
  });

  it('names a flag by its first long spelling', () => {
    assert.deepEqual(flags('-o,--output,--out= /FD= +x').map(canonicalName), ['output', 'FD', 'x']);
  });
});
