// Writes the trusted roots and signing configs that are embedded: node scripts/trusted-roots.ts public-good FILE 2026-08-21
// FILE is the target trusted_root.json or signing_config.v0.2.json of the repository that the name stands for, byte for byte; the day is one on which it was current.
import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const sources = {
  'public-good': "sigstore/root-signing targets/trusted_root.json, the target of the public-good instance's TUF repository",
  'npm-keys': "sigstore/root-signing targets/registry.npmjs.org/keys.json, a target of the public-good instance's TUF repository",
  github: "target trusted_root.json of GitHub's TUF repository, tuf-repo.github.com",
  'github-tuf': 'the first root of GitHub’s TUF repository, `pkg/cmd/attestation/verification/embed/tuf-repo.github.com/root.json` of cli/cli at 44ee17760709',
  staging: 'sigstore/root-signing-staging targets/trusted_root.json, for tests of Sigstore itself',
  'signing-public-good': "sigstore/root-signing targets/signing_config.v0.2.json, the target of the public-good instance's TUF repository",
  'signing-staging': 'sigstore/root-signing-staging targets/signing_config.v0.2.json, for tests of Sigstore itself',
} as const;

const [name, file, day] = process.argv.slice(2);
const source = Object.entries(sources).find(([one]) => one === name)?.[1];
if (source === undefined || file === undefined || !/^\d{4}-\d\d-\d\d$/.test(day ?? '')) {
  console.error(`node scripts/trusted-roots.ts ${Object.keys(sources).join('|')} FILE YYYY-MM-DD`);
  process.exit(2);
}
const isConfig = name?.startsWith('signing-') === true;
const [folder, kind, type] = isConfig ? ['sign', 'config', '../../roots/index.ts'] : ['roots', 'root', '../embedded.ts'];
const text = readFileSync(file, 'utf8');
const literal = `'${JSON.stringify(text)
  .slice(1, -1)
  .replaceAll(String.raw`\"`, '"')
  .replaceAll("'", String.raw`\'`)}'`;
writeFileSync(
  new URL(`../src/trust/${folder}/data/${name?.replace('signing-', '')}.ts`, import.meta.url),
  `// Data, written by scripts/trusted-roots.ts. Source: ${source}.
import type { EmbeddedText } from '${type}';

export const ${kind}: EmbeddedText = {
  asOf: '${day}',
  sha256: '${hash('sha256', text)}',
  text: ${literal},
};
`,
);
