import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { imageNames, shortName } from '../../src/report/short-name.ts';

const image = (...members: readonly string[]): Parameters<typeof shortName>[0] => ({ kind: 'container-image', name: members.join(', '), members });

test('an image is called by its repository and variants, not by every tag', () => {
  const table = [
    { what: 'a lone repository', members: ['ghcr.io/acme/lens'], short: 'ghcr.io/acme/lens' },
    { what: 'moving tags', members: ['ghcr.io/acme/lens:latest', 'ghcr.io/acme/lens:v{version}', 'ghcr.io/acme/lens:1.2.3'], short: 'ghcr.io/acme/lens' },
    { what: 'a variant', members: ['ghcr.io/acme/lens:latest-cuda12', 'ghcr.io/acme/lens:v{version}-cuda12'], short: 'ghcr.io/acme/lens:*-cuda12' },
    { what: 'an unknown of two choices', members: ['ghcr.io/acme/lens:{{inputs.tag},{branch}}-slim'], short: 'ghcr.io/acme/lens:*-slim' },
    { what: 'the plain image with a variant', members: ['acme/lens:latest', 'acme/lens:latest-slim'], short: 'acme/lens:*,*-slim' },
    { what: 'a tag that only names', members: ['acme/lens:jammy'], short: 'acme/lens:jammy' },
    { what: 'a version that goes on', members: ['acme/lens:1.2-alpine3.20'], short: 'acme/lens:*-alpine3.20' },
    { what: 'a commit', members: ['acme/lens:sha-{sha}'], short: 'acme/lens' },
    { what: 'a registry with a port', members: ['reg.example:5000/acme/lens:v1'], short: 'reg.example:5000/acme/lens' },
    { what: 'two registries', members: ['ghcr.io/acme/lens:v1', 'quay.io/acme/lens:v1'], short: 'ghcr.io/acme/lens, quay.io/acme/lens' },
    { what: 'a version before the release', members: ['acme/lens:0.1.0-alpha.7'], short: 'acme/lens' },
    { what: 'a version before the release, of a variant', members: ['acme/lens:1.0.0-rc.1-slim'], short: 'acme/lens:*-slim' },
    { what: 'a tag that is pushed or not', members: ['acme/lens:{version}', '{,acme/lens:latest}'], short: 'acme/lens' },
    { what: 'lines that a filter let through', members: ['{each line of grep ^ghcr.io/acme/lens: of ghcr.io/acme/lens:{major}}'], short: 'ghcr.io/acme/lens' },
    { what: 'a variant of which the name is not known', members: ['acme/lens:{major}.{minor}-{each item of BASES}'], short: 'acme/lens:*-…' },
    { what: 'by digest', members: ['acme/lens@{digest}'], short: 'acme/lens' },
  ];
  for (const row of table) assert.equal(shortName(image(...row.members)), row.short, row.what);
  assert.equal(shortName({ kind: 'release-asset', name: 'a:b', members: ['a:b'] }), 'a:b');
  assert.equal(shortName({ kind: 'container-image', name: 'acme/a:{x,y}-slim, acme/b', members: [] }), 'acme/a:*-slim, acme/b');
});

test('no name is lost or makes it fail', () => {
  const part = fc.constantFrom('a', '/', ':', '{', '}', ',', '-', 'v', '1.2', '@', '*', ' ', '.');
  fc.assert(
    fc.property(
      fc.array(
        fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
        { maxLength: 4 },
      ),
      (members) => {
        const names = imageNames(image(...members));
        for (const member of members) assert.ok(names.some((one) => member.split('@')[0]?.includes(one.repository)));
      },
    ),
  );
});
