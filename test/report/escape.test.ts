import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logSafe, printable, printableJson } from '../../src/report/escape.ts';

test('printable writes out what could mislead a reader', () => {
  const table = [
    { what: 'plain text stays', text: 'lens-1.0.tar.gz', shown: 'lens-1.0.tar.gz' },
    { what: 'letters of any script stay', text: 'größe 版', shown: 'größe 版' },
    { what: 'a terminal escape', text: 'a\u001b[2Jb', shown: 'a\\u001b[2Jb' },
    { what: 'an eight-bit escape', text: '\u009b2J', shown: '\\u009b2J' },
    { what: 'a line break', text: 'a\r\nb', shown: 'a\\u000d\\u000ab' },
    { what: 'a right-to-left override', text: 'exe.\u202egpj', shown: 'exe.\\u202egpj' },
    { what: 'an isolate', text: '\u2066x\u2069', shown: '\\u2066x\\u2069' },
    { what: 'a zero-width space', text: 'a\u200bb', shown: 'a\\u200bb' },
    { what: 'a tag character', text: 'a\u{e0041}', shown: 'a\\u{e0041}' },
    { what: 'a lone surrogate', text: 'a\ud800b', shown: 'a\\ud800b' },
    { what: 'a command in the log of a workflow run', text: 'a ##[error]b', shown: 'a #\\u0023[error]b' },
    { what: 'a whole pair stays', text: '\u{1f600}', shown: '\u{1f600}' },
  ];
  for (const row of table) assert.equal(printable(row.text), row.shown, row.what);
});

test('what is printable stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = printable(text);
      assert.equal(printable(once), once);
      // oxlint-disable-next-line no-control-regex
      assert.doesNotMatch(once, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});

test('no line of a text begins with a command for a workflow run', () => {
  assert.equal(logSafe('a\n::error::b\n  ::stop-commands::x\nstd::move a ::b'), 'a\n\\u003a:error::b\n  \\u003a:stop-commands::x\nstd::move a ::b');
  assert.equal(logSafe(''), '');
});

test('JSON escapes keep the value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const json = JSON.stringify(value);
      assert.deepEqual(JSON.parse(printableJson(json)), JSON.parse(json));
    }),
  );
});
