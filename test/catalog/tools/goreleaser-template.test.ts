import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { renderTemplate } from '../../../src/catalog/tools/goreleaser/template.ts';
import { boolValue, textValue } from '../../../src/catalog/tools/goreleaser/value.ts';
import type { Value } from '../../../src/catalog/tools/goreleaser/value.ts';
import { hole, keyOf, lit, show } from '../../../src/values/index.ts';

const fields: Readonly<Record<string, Value>> = {
  ProjectName: textValue(lit('rocket')),
  Version: textValue(lit('1.2.3')),
  Tag: textValue(lit('v1.2.3')),
  Os: textValue(lit('linux')),
  Arch: textValue(lit('amd64')),
  Arm: textValue(lit('')),
  Amd64: textValue(lit('v1')),
  Prerelease: textValue(hole('Prerelease')),
  IsSnapshot: boolValue(false, ''),
  Env: { kind: 'map', get: (name) => (name === 'NAME' ? textValue(lit('x')) : undefined) },
};

function render(template: string): string {
  return show(renderTemplate(template, { field: (name) => fields[name], env: (name) => (name === 'NAME' ? lit('x') : undefined) }));
}

describe('Go templates', () => {
  const rows: readonly { what: string; template: string; gives: string }[] = [
    { what: 'plain text', template: 'a { b }', gives: 'a { b }' },
    { what: 'fields', template: '{{ .ProjectName }}_{{.Version}}', gives: 'rocket_1.2.3' },
    { what: 'trim markers', template: 'a  {{- .Os -}}  b', gives: 'alinuxb' },
    { what: 'a comment', template: 'a{{/* no */}}b', gives: 'ab' },
    { what: 'an empty value is false', template: '{{ if .Arm }}v{{ .Arm }}{{ end }}x', gives: 'x' },
    { what: 'with sets the dot', template: '{{ with .Os }}[{{ . }}]{{ end }}', gives: '[linux]' },
    { what: 'else if', template: '{{ if eq .Arch "386" }}a{{ else if eq .Arch "amd64" }}b{{ else }}c{{ end }}', gives: 'b' },
    { what: 'not, and, or', template: '{{ if and (not .IsSnapshot) (or .Arm .Os) }}y{{ end }}', gives: 'y' },
    { what: 'eq with several', template: '{{ if eq .Os "darwin" "linux" }}y{{ end }}', gives: 'y' },
    { what: 'pipes', template: '{{ .Os | toupper | printf "%s-%s" "a" }}', gives: 'a-LINUX' },
    { what: 'variables', template: '{{ $x := .Arch }}{{ $x }}', gives: 'amd64' },
    { what: 'an index of a map', template: '{{ index .Env "NAME" }}{{ .Env.NAME }}', gives: 'xx' },
    {
      what: 'isEnvSet and envOrDefault',
      template: '{{ if isEnvSet "NAME" }}a{{ end }}{{ if isEnvSet "NO" }}b{{ end }}{{ envOrDefault "NO" "c" }}',
      gives: 'ac',
    },
    {
      what: 'text functions',
      template: '{{ trimprefix .Tag "v" }} {{ trimsuffix .Tag ".3" }} {{ replace .Tag "." "-" }} {{ title .Os }}',
      gives: '1.2.3 v1.2 v1-2-3 Linux',
    },
    { what: 'a map as a switch', template: '{{ indexOrDefault (map "linux" "tux") .Os "other" }}', gives: 'tux' },
    { what: 'a condition that is open keeps both', template: '{{ if .Prerelease }}beta{{ else }}latest{{ end }}', gives: '{beta,latest}' },
  ];
  for (const row of rows) it(row.what, () => assert.equal(render(row.template), row.gives));

  it('gives one unknown for one open condition', () => {
    const scope = { field: (name: string) => fields[name], env: () => undefined };
    const a = renderTemplate('{{ if .Prerelease }}a{{ end }}', scope);
    const b = renderTemplate('{{ if not .Prerelease }}{{ else }}a{{ end }}', scope);
    assert.equal(a[0]?.kind, 'alt');
    assert.notEqual(keyOf(a), keyOf(b));
  });

  for (const broken of [
    '{{ .A',
    '{{ if .A }}',
    '{{ end }}',
    '{{ "x }}',
    '{{ ( .A }}',
    '{{ | }}',
    '{{ range .A }}x{{ end }}y',
    `${'{{ if .A }}'.repeat(200)}${'{{ end }}'.repeat(200)}`,
    '{{'.repeat(5_000),
  ]) {
    it(`does not fail on ${broken.slice(0, 30)}`, () => assert.ok(render(broken).length > 0));
  }

  it('never throws', () => {
    const part = fc.constantFrom(
      '{{',
      '}}',
      '{{-',
      '-}}',
      ' if ',
      ' with ',
      ' else ',
      ' end ',
      ' range ',
      '.A',
      '.Os',
      '$x',
      ':=',
      '|',
      '(',
      ')',
      '"',
      '`',
      'eq',
      'not',
      'replace',
      '\\',
      'x',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => typeof render(parts.join('')) === 'string'),
      { numRuns: 400 },
    );
  });
});
