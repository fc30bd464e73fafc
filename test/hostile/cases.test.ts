import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configCases } from './cases/configs.ts';
import { documentCases } from './cases/documents.ts';
import { expressionCases } from './cases/expressions.ts';
import { followedCases } from './cases/followed.ts';
import { namedCases } from './cases/named.ts';
import { scaleCases } from './cases/scale.ts';
import { shellCases } from './cases/shell.ts';
import { yamlCases } from './cases/yaml.ts';
import { assertSound, assertWentOn, auditFiles, healthy, type HostileCase } from './support.ts';

const lists: Readonly<Record<string, readonly HostileCase[]>> = {
  named: namedCases,
  yaml: yamlCases,
  expressions: expressionCases,
  shell: shellCases,
  followed: followedCases,
  scale: scaleCases,
  configs: configCases,
  documents: documentCases,
};

/** A case that uses up its step budget takes seconds; such ones run where SEALWRIGHT_HOSTILE=all asks for them. */
const all = process.env['SEALWRIGHT_HOSTILE'] === 'all';

for (const [name, cases] of Object.entries(lists)) {
  for (const one of cases) {
    test(`${name}: ${one.what}`, { skip: one.heavy === true && !all ? 'seconds of work: SEALWRIGHT_HOSTILE=all runs it' : false }, () => {
      const files = { ...healthy, ...one.files() };
      const audited = auditFiles(files, one.refused === undefined ? {} : { refused: one.refused });
      assertSound(audited, files);
      assertWentOn(audited.report);
      const { says } = one;
      const said = audited.report.unread.map((row) => `${row.path}:${row.line}: ${row.reason}`);
      if (says !== undefined)
        assert.ok(
          said.some((row) => says.test(row)),
          `nothing says ${says}: ${said.slice(0, 5).join('; ')}`,
        );
      one.check?.(audited.report);
    });
  }
}
