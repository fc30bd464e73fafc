import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SealwrightError } from '../../src/base/index.ts';
import { loadConfig, withEntry, type Config, type NewEntry } from '../../src/decisions/index.ts';
import { memoryTree } from '../support/memory-tree.ts';

const entry: NewEntry = { rule: 'tag-unsigned', disposition: 'accepted', reason: 'small' };
const written = '- rule: tag-unsigned\n    disposition: accepted\n    reason: small\n';

const read = (text: string): Promise<Config> => loadConfig({ files: memoryTree({ 'sealwright.yaml': text }), trust: 'checkout' });

test('an entry is added where it belongs, and nothing else changes', async () => {
  const one = '  - rule: a-b\n    disposition: open\n    reason: r\n';
  const table = [
    { what: 'no file', text: undefined, is: `version: 1\n\ndispositions:\n  ${written}` },
    { what: 'a file without decisions', text: 'version: 1\n', is: `version: 1\n\ndispositions:\n  ${written}` },
    { what: 'comments at the end', text: 'version: 1\n# more later\n', is: `version: 1\n# more later\n\ndispositions:\n  ${written}` },
    { what: 'no line break at the end', text: 'version: 1', is: `version: 1\n\ndispositions:\n  ${written}` },
    { what: 'a list of one', text: `version: 1\ndispositions:\n${one}`, is: `version: 1\ndispositions:\n${one}  ${written}` },
    {
      what: 'a list that something follows',
      text: `version: 1\ndispositions: # ours\n${one}  # the last of them\n\n# where we are\ndeployment: { host: a.example }\n`,
      is: `version: 1\ndispositions: # ours\n${one}  # the last of them\n  ${written}\n# where we are\ndeployment: { host: a.example }\n`,
    },
    {
      what: 'a list at the level of its key',
      text: 'version: 1\ndispositions:\n- rule: a-b\n  disposition: open\n  reason: r # why\nresolve: {}\n',
      is: `version: 1\ndispositions:\n- rule: a-b\n  disposition: open\n  reason: r # why\n${written.replaceAll('\n  ', '\n')}resolve: {}\n`,
    },
    {
      what: 'a reason over several lines',
      text: 'version: 1\ndispositions:\n  - rule: a-b\n    disposition: open\n    reason: >\n      one\n\n      two\n\nresolve: {}\n',
      is: `version: 1\ndispositions:\n  - rule: a-b\n    disposition: open\n    reason: >\n      one\n\n      two\n  ${written}\nresolve: {}\n`,
    },
    { what: 'nothing under the key', text: 'version: 1\ndispositions:\nresolve: {}\n', is: `version: 1\ndispositions:\n  ${written}resolve: {}\n` },
    { what: 'empty brackets', text: 'version: 1\ndispositions: [] # none\n', is: `version: 1\ndispositions: # none\n  ${written}` },
    { what: 'line breaks of Windows', text: 'version: 1\r\n', is: `version: 1\n\ndispositions:\n  ${written}`.replaceAll('\n', '\r\n') },
  ];
  for (const row of table) {
    const text = withEntry('sealwright.yaml', row.text, entry);
    assert.equal(text, row.is, row.what);
    assert.ok(
      (await read(text)).dispositions.some(({ id }) => id === 'tag-unsigned > *'),
      row.what,
    );
  }
});

test('what cannot be added to is told, with the entry to add by hand', () => {
  for (const text of ['{ version: 1 }\n', 'version: 1\ndispositions: [{ rule: a-b, disposition: open, reason: r }]\n', '- 1\n']) {
    assert.throws(
      () => withEntry('sealwright.yaml', text, entry),
      (error) =>
        error instanceof SealwrightError &&
        error.code === 'CONFIG_UNWRITABLE' &&
        /by hand:\ndispositions:\n {2}- rule: tag-unsigned/.test([error.details.hint, ...(error.details.lines ?? [])].join('\n')),
    );
  }
});

test('whatever a decision says is read as it was written', async () => {
  const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((text) => /\S/.test(text) && !/[\ud800-\udfff]/.test(text));
  const tricky = fc.constantFrom(
    'yes',
    'null',
    '1.0',
    '- a',
    '# b',
    'a: b',
    'a #b',
    '"',
    "it's",
    '|',
    '>',
    '*a',
    '&a',
    '!x',
    '%',
    '@',
    '`',
    '2026-01-01',
    '~',
    '{a}',
    ' a ',
    'a\nb',
    '\u202e',
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(words, tricky), fc.oneof(words, tricky), fc.oneof(words, tricky), async (finding, reason, file) => {
      const text = withEntry('sealwright.yaml', 'version: 1\n', { finding, disposition: 'accepted', reason, revisit: { file } });
      const [one] = (await read(text)).dispositions;
      assert.deepEqual([one?.finding, one?.reason, one?.revisit], [finding, reason.trim().replaceAll(/\s*\n\s*/g, ' '), { kind: 'file', path: file }]);
    }),
  );
});

test('whatever else a file says stays, byte by byte', async () => {
  const line = fc.constantFrom(
    '',
    '# a comment',
    '  # a comment',
    'deployment: { host: a.example }',
    'deployment:',
    '  host: a.example # here',
    'resolve: {}',
    'dispositions:',
    'dispositions: []',
    'dispositions: ~',
    '  - rule: a-b',
    '- rule: c-d',
    '    disposition: open',
    '  disposition: open',
    '    reason: >-',
    '      a reason',
    '',
    '    reason: r   ',
    '  reason: |+',
    '    kept',
    '  - { rule: e-f, disposition: fixed, reason: "x" }',
    '  -   rule: g-h',
    '      disposition: open',
    '      reason: r',
  );
  const newline = fc.constantFrom('\n', '\r\n');
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 9 }), newline, fc.boolean(), async (lines, end, isEnded) => {
      const text = ['version: 1', ...lines].join(end) + (isEnded ? end : '');
      const before = await read(text).catch(() => undefined);
      if (before === undefined) return;
      tried++;
      const added = withEntry('sealwright.yaml', text, entry);
      const after = await read(added);
      const others = ({ dispositions }: Config): readonly unknown[] =>
        dispositions.filter((one) => one.id !== 'tag-unsigned > *').map(({ at: _at, ...rest }) => rest);
      assert.deepEqual(others(after), others(before));
      assert.equal(after.dispositions.length, before.dispositions.length + 1);
      assert.deepEqual(after.deployment, before.deployment);
      let start = 0;
      while (start < text.length && text[start] === added[start]) start++;
      const rest = text.slice(start).replace(/^ ?\[\]/, '');
      assert.ok(added.endsWith(rest), 'what follows is as it was');
      if (text.includes(end)) assert.doesNotMatch(added, end === '\n' ? /\r/ : /[^\r]\n/);
    }),
    { numRuns: 500 },
  );
  assert.ok(tried > 20, `${tried} files were read`);
});

test('what can be seen is written as it is, and nothing that hides', async () => {
  const reason = 'später – 日本 🙂';
  const text = withEntry('sealwright.yaml', undefined, { ...entry, reason });
  assert.ok(text.includes(`reason: "${reason}"\n`), text);
  assert.equal((await read(text)).dispositions[0]?.reason, reason);
  const hidden = 'a\u202eb\u200bc\u0007\u{e0041}';
  const escaped = withEntry('sealwright.yaml', undefined, { ...entry, reason: hidden });
  assert.match(escaped, /reason: "a\\u202eb\\u200bc\\u0007\\U000e0041"\n/);
  assert.equal((await read(escaped)).dispositions[0]?.reason, hidden);
});
