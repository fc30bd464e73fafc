import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as audit from '../../src/cli/commands/audit.ts';
import * as explain from '../../src/cli/commands/explain.ts';
import * as lineage from '../../src/cli/commands/lineage.ts';

const auditDefaults = {
  kind: 'audit',
  folders: ['.'],
  outputs: [{ format: 'terminal', file: undefined }],
  against: undefined,
  decisions: 'all',
  resolve: [],
  config: { kind: 'found' },
  online: null,
  all: false,
  suppressed: 'left-out',
  failOn: { severity: 'low', audience: 'everyone' },
  baseline: undefined,
  colour: 'auto',
};
const explainDefaults = { kind: 'explain', control: undefined, folder: '.', resolve: [], config: { kind: 'found' }, colour: 'auto' };
const lineageDefaults = { kind: 'lineage', surface: undefined, format: 'text', folder: '.', resolve: [], config: { kind: 'found' } };

test('command lines that are understood', () => {
  const table = [
    { what: 'nothing', parse: audit.parse, argv: [], is: auditDefaults },
    { what: 'a folder', parse: audit.parse, argv: ['x'], is: { ...auditDefaults, folders: ['x'] } },
    {
      what: 'options after the folder',
      parse: audit.parse,
      argv: ['x', '--format', 'json', '--all'],
      is: { ...auditDefaults, folders: ['x'], outputs: [{ format: 'json', file: undefined }], all: true },
    },
    {
      what: 'a value with an equals sign',
      parse: audit.parse,
      argv: ['--format=markdown', '--output=-x'],
      is: { ...auditDefaults, outputs: [{ format: 'markdown', file: '-x' }] },
    },
    { what: 'a folder that looks like an option', parse: audit.parse, argv: ['--', '--all'], is: { ...auditDefaults, folders: ['--all'] } },
    {
      what: 'many folders',
      parse: audit.parse,
      argv: ['a', 'b', '--format', 'jsonl'],
      is: { ...auditDefaults, folders: ['a', 'b'], outputs: [{ format: 'jsonl', file: undefined }] },
    },
    {
      what: 'findings that do not fail',
      parse: audit.parse,
      argv: ['--exit-zero'],
      is: { ...auditDefaults, failOn: { severity: 'never', audience: 'everyone' } },
    },
    {
      what: 'which findings fail',
      parse: audit.parse,
      argv: ['--fail-on', 'high', '--audience', 'careful'],
      is: { ...auditDefaults, failOn: { severity: 'high', audience: 'careful' } },
    },
    { what: 'a baseline', parse: audit.parse, argv: ['--baseline', 'b.json'], is: { ...auditDefaults, baseline: { kind: 'compare', path: 'b.json' } } },
    { what: 'a day', parse: audit.parse, argv: ['--now', '2028-02-29'], is: { ...auditDefaults, now: '2028-02-29' } },
    {
      what: 'several forms',
      parse: audit.parse,
      argv: ['--format', 'github', '--format=sarif=out/a=b.sarif'],
      is: {
        ...auditDefaults,
        outputs: [
          { format: 'github', file: undefined },
          { format: 'sarif', file: 'out/a=b.sarif' },
        ],
      },
    },
    {
      what: 'findings that are decided, in SARIF',
      parse: audit.parse,
      argv: ['--format', 'sarif', '--sarif-suppressed'],
      is: { ...auditDefaults, outputs: [{ format: 'sarif', file: undefined }], suppressed: 'marked' },
    },
    { what: 'a service', parse: audit.parse, argv: ['--online'], is: { ...auditDefaults, online: { kind: 'online', apiUrl: undefined } } },
    { what: 'both spellings of colour', parse: audit.parse, argv: ['--no-color'], is: { ...auditDefaults, colour: 'never' } },
    {
      what: 'resolved repositories',
      parse: audit.parse,
      argv: ['--resolve', 'a/b@v1=../x', '--resolve=c/d@main=y=z'],
      is: {
        ...auditDefaults,
        resolve: [
          { name: 'a/b@v1', folder: '../x' },
          { name: 'c/d@main', folder: 'y=z' },
        ],
      },
    },
    { what: 'a configuration', parse: audit.parse, argv: ['--config', 'c.yaml'], is: { ...auditDefaults, config: { kind: 'named', path: 'c.yaml' } } },
    { what: 'no configuration', parse: audit.parse, argv: ['--no-config'], is: { ...auditDefaults, config: { kind: 'none' } } },
    { what: 'another commit', parse: audit.parse, argv: ['--against', 'HEAD~1'], is: { ...auditDefaults, against: 'HEAD~1' } },
    {
      what: 'decisions of before alone',
      parse: audit.parse,
      argv: ['--against', 'main', '--decisions', 'before'],
      is: { ...auditDefaults, against: 'main', decisions: 'before' },
    },
    { what: 'a surface', parse: explain.parse, argv: ['lens'], is: { ...explainDefaults, surface: 'lens' } },
    { what: 'a control by its id', parse: explain.parse, argv: ['lens', 'verifyRecipe'], is: { ...explainDefaults, surface: 'lens', control: 'verifyRecipe' } },
    { what: 'a control without case', parse: explain.parse, argv: ['lens', 'SBOM'], is: { ...explainDefaults, surface: 'lens', control: 'sbom' } },
    {
      what: 'a control by its title',
      parse: explain.parse,
      argv: ['lens', 'recipe', '--dir', 'x'],
      is: { ...explainDefaults, surface: 'lens', control: 'verifyRecipe', folder: 'x' },
    },
    { what: 'all of the lineage', parse: lineage.parse, argv: [], is: lineageDefaults },
    { what: 'a part as a drawing', parse: lineage.parse, argv: ['lens', '--format', 'dot'], is: { ...lineageDefaults, surface: 'lens', format: 'dot' } },
  ];
  for (const row of table) assert.deepEqual(row.parse(row.argv), row.is, row.what);
});

test('command lines that are not', () => {
  const table = [
    { what: 'a misspelt option', parse: audit.parse, argv: ['--formt', 'json'], message: 'audit has no option --formt', hint: 'did you mean --format?' },
    {
      what: 'an option of nothing like it',
      parse: audit.parse,
      argv: ['--xylophone'],
      message: 'audit has no option --xylophone',
      hint: 'sealwright help audit',
    },
    { what: 'a short option', parse: audit.parse, argv: ['-f'], message: 'audit has no option -f', hint: 'did you mean --format?' },
    {
      what: 'an unknown format',
      parse: audit.parse,
      argv: ['--format', 'markdwon'],
      message: '--format takes terminal, markdown, json, jsonl, summary, html, sarif, github, not "markdwon"',
      hint: '--format markdown',
    },
    { what: 'a missing value', parse: audit.parse, argv: ['--output'], message: '--output needs a value: FILE', hint: 'sealwright help audit' },
    { what: 'an option for a value', parse: audit.parse, argv: ['--output', '--all'], message: '--output needs a value: FILE', hint: 'sealwright help audit' },
    { what: 'a value too many', parse: audit.parse, argv: ['--all=yes'], message: '--all takes no value', hint: 'sealwright help audit' },
    {
      what: 'an option twice',
      parse: audit.parse,
      argv: ['--output', 'a', '--output', 'b'],
      message: '--output is given twice',
      hint: 'sealwright help audit',
    },
    {
      what: 'a day that there is not',
      parse: audit.parse,
      argv: ['--now', '2026-02-30'],
      message: '--now takes a day as YYYY-MM-DD, not "2026-02-30"',
      hint: '--now 2026-11-30',
    },
    {
      what: 'to fail and not to fail',
      parse: audit.parse,
      argv: ['--fail-on', 'high', '--exit-zero'],
      message: '--fail-on and --exit-zero exclude each other',
      hint: 'keep one of them',
    },
    {
      what: 'to compare and to write',
      parse: audit.parse,
      argv: ['--baseline', 'a', '--write-baseline', 'a'],
      message: '--baseline and --write-baseline exclude each other',
      hint: 'keep one of them: what is written makes everything known',
    },
    {
      what: 'one baseline of two checkouts',
      parse: audit.parse,
      argv: ['--baseline', 'a', 'b', 'c'],
      message: 'a baseline is of one checkout',
      hint: 'give one folder, and a baseline for each',
    },
    { what: 'an empty folder', parse: audit.parse, argv: [''], message: 'DIR is empty', hint: 'sealwright audit .' },
    {
      what: 'one document of several folders',
      parse: audit.parse,
      argv: ['a', 'b', '--format', 'json'],
      message: '--format json takes one folder',
      hint: 'use --format jsonl for several',
    },
    {
      what: 'SARIF of another form',
      parse: audit.parse,
      argv: ['--sarif-suppressed'],
      message: '--sarif-suppressed is for SARIF',
      hint: '--format sarif --sarif-suppressed',
    },
    {
      what: 'two forms in one place',
      parse: audit.parse,
      argv: ['--format', 'json', '--format', 'github'],
      message: 'json and github would both go to standard output',
      hint: '--format json --format github=FILE',
    },
    {
      what: 'two forms in one file',
      parse: audit.parse,
      argv: ['--format', 'json=x', '--format', 'sarif', '--output', 'x'],
      message: 'json and sarif would both go to "x"',
      hint: '--format json --format sarif=FILE',
    },
    {
      what: 'a form without its file',
      parse: audit.parse,
      argv: ['--format', 'sarif='],
      message: '--format sarif= names no file',
      hint: '--format sarif=FILE',
    },
    {
      what: 'a file for no form',
      parse: audit.parse,
      argv: ['--format', 'sarif=x', '--output', 'y'],
      message: 'each --format has its file, so that none goes to the one of --output',
      hint: 'leave --output out',
    },
    {
      what: 'resolve without a ref',
      parse: audit.parse,
      argv: ['--resolve', 'a/b=x'],
      message: '--resolve takes OWNER/REPO@REF=DIR, not "a/b=x"',
      hint: '--resolve acme/actions@v2=../actions',
    },
    {
      what: 'resolve twice',
      parse: audit.parse,
      argv: ['--resolve', 'a/b@v=x', '--resolve', 'a/b@v=y'],
      message: '--resolve names a/b@v twice',
      hint: 'keep one of them',
    },
    {
      what: 'decisions of before without a comparison',
      parse: audit.parse,
      argv: ['--decisions', 'before'],
      message: '--decisions before is for a comparison',
      hint: '--against origin/main --decisions before',
    },
    {
      what: 'a configuration and none',
      parse: audit.parse,
      argv: ['--config', 'x', '--no-config'],
      message: '--config and --no-config exclude each other',
      hint: 'keep one of them',
    },
    {
      what: 'no surface',
      parse: explain.parse,
      argv: [],
      message: 'explain needs SURFACE: its name, or an unambiguous part of it',
      hint: 'sealwright help explain',
    },
    {
      what: 'a control that there is not',
      parse: explain.parse,
      argv: ['x', 'signatur'],
      message: 'there is no control "signatur"',
      hint: 'did you mean signature?',
    },
    { what: 'a word too many', parse: explain.parse, argv: ['x', 'sbom', 'y'], message: 'explain does not take "y"', hint: 'sealwright help explain' },
    {
      what: 'a format of another command',
      parse: lineage.parse,
      argv: ['--format', 'json'],
      message: '--format takes text, mermaid, dot, not "json"',
      hint: '--format text',
    },
  ];
  for (const row of table) {
    const read = row.parse(row.argv);
    assert.equal(read.kind, 'usage', row.what);
    if (read.kind !== 'usage') continue;
    assert.equal(read.message, row.message, row.what);
    assert.equal(read.hint, row.hint, row.what);
  }
});

test('any words give options or a usage error', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('--format', '--', '-', '--resolve', '--all=', '--__proto__', '--constructor', '-abc', '--no-format', '--output='),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), (argv) => {
      for (const parse of [audit.parse, explain.parse, lineage.parse]) assert.match(parse(argv).kind, /^(audit|explain|lineage|usage)$/);
    }),
  );
});
