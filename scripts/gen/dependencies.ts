import { createHash } from 'node:crypto';
import { markdownTable, type Generated, type ReadProject } from './generated.ts';

const path = 'docs/dependencies.md';
const begin = '<!-- generated from package-lock.json: begin -->';
const end = '<!-- generated from package-lock.json: end -->';

interface Entry {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What is bundled: where it is used, why, and what could stand in its place. */
const bundled: Readonly<Record<string, readonly [used: string, why: string, instead: string]>> = {
  yaml: ['`src/workflow/`, `src/sbom/`', 'YAML 1.2 with ranges on every node ([ADR 2](adr/0002-own-model-on-yaml.md))', '`js-yaml` has no positions'],
  '@actions/expressions': ['`src/workflow/`', "GitHub's own parser of `${{ }}`", 'a parser of ours for a small grammar'],
  unbash: ['`src/shell/`', 'bash to a tree with offsets ([ADR 3](adr/0003-unbash.md))', '`web-tree-sitter`, slower and in WebAssembly'],
  'mdast-util-from-markdown': ['`src/documents/`', 'code blocks of documents with exact offsets', '`markdown-it`, whose offsets end at lines'],
  'smol-toml': [
    '`src/catalog/`, `src/registry/oci/`, `src/sbom/`',
    'TOML of release tools and of registries.conf, errors with positions',
    '`@iarna/toml`, unmaintained',
  ],
  diff: ['`src/cli/`', 'the lines that differ between a file and its mended form, as a patch; loaded only by `fix`', 'a search of ours for the shortest edit'],
  '@dagrejs/dagre': ['`src/report/formats/html/`', 'the layout of the drawn lineage; loaded only for an HTML report', '`elkjs`, thirty times its size'],
  '@noble/curves': [
    '`src/trust/verify/`, `src/trust/sign/`, `src/lab/`',
    'ECDSA over a digest that is given, and Ed25519ph: `node:crypto` takes the bytes alone',
    'refusing to verify and to sign by digest',
  ],
  '@noble/ciphers': ['`src/trust/sign/`', 'XSalsa20-Poly1305, with which cosign encrypts its keys: `node:crypto` does not have it', 'refusing those keys'],
  '@sigstore/tuf': ['`src/trust/roots/`', 'The Update Framework: the trusted root refreshed; loaded only for that', 'a client of ours for the specification'],
  '@sigstore/verify': ['`src/trust/cross-check/`', 'a second opinion, with `--cross-check` and in tests alone', 'none'],
  '@sigstore/bundle': ['`src/trust/cross-check/`', 'what `@sigstore/verify` takes', 'none'],
  '@sigstore/protobuf-specs': ['`test/`', 'trusted roots as `@sigstore/verify` takes them', 'none'],
  'packageurl-js': ['`src/subjects/`, `src/sbom/`', 'package URLs read and written as their specification says', 'a parser of ours'],
  zod: [
    '`src/decisions/`, `src/report/schema.ts`',
    'the configuration checked, and both JSON Schemas made from one source; loaded only when there is a configuration',
    '`ajv`, 50 ms more at start',
  ],
};

/** What is needed to build and test, and why. */
const development: Readonly<Record<string, string>> = {
  node: 'the Node 24 that npm scripts find first, whatever the machine has',
  typescript: 'types are checked and declarations made, and the build is told which loops are over arrays; nothing is compiled to run',
  '@types/node': "types of Node's modules",
  esbuild: 'the bundle',
  'fast-check': 'property tests',
  snappyjs: "packs what our own decoder of snappy's block format is tested with: its decoder does not end on a literal of negative length",
  'playwright-core': 'drives the Chromium that is there, to click through the HTML report; brings no browser',
  oxlint: 'lint',
  oxfmt: 'format',
  knip: 'unused files, exports and dependencies',
  publint: 'the package as its users resolve it',
  '@arethetypeswrong/cli': 'the declarations as its users resolve them',
  ajv: 'the SBOMs that are written, held against the official schemas',
  'ajv-formats': 'dates, addresses and the like in those schemas',
  '@microsoft/sarif-multitool': "the SARIF that is written, held against the standard and GitHub's rules",
};

/** Files that hold data and no code, and where the data is from. */
const data: Readonly<Record<string, string>> = {
  'schemas/audit-report.schema.json': 'made of `src/report/schema.ts` by `npm run gen`',
  'schemas/sealwright.schema.json': 'made of `src/decisions/` by `npm run gen`',
  'src/trust/roots/data/public-good.ts':
    "Sigstore's public-good trusted root, byte for byte as `targets/trusted_root.json` of sigstore/root-signing at 60cf2ce8b2e4, by `scripts/trusted-roots.ts`",
  'src/trust/roots/data/npm-keys.ts':
    "the public keys of npm's registry, byte for byte as `targets/registry.npmjs.org/keys.json` of sigstore/root-signing at 60cf2ce8b2e4, by `scripts/trusted-roots.ts`",
  'src/trust/roots/data/github.ts':
    "the trusted root of GitHub's own instance, byte for byte as the target `trusted_root.json` of tuf-repo.github.com, by `scripts/trusted-roots.ts`",
  'src/trust/roots/data/github-tuf.ts':
    "the first root of GitHub's TUF repository, version 3, byte for byte as `pkg/cmd/attestation/verification/embed/tuf-repo.github.com/root.json` of cli/cli at 44ee17760709, by `scripts/trusted-roots.ts`",
  'src/trust/roots/data/staging.ts': "the trusted root of Sigstore's staging instance, for the conformance suite and tests, by `scripts/trusted-roots.ts`",
  'src/sbom/licences/ids.ts':
    'short identifiers of the SPDX licence list, deprecated ones too, and of its exceptions: the names alone, as the npm packages `spdx-license-ids` 3.0.24 (CC0-1.0) and `spdx-exceptions` 2.5.0 (CC-BY-3.0) have them',
  'test/sbom/schemas/spdx-2.3.schema.json': 'SPDX 2.3 in JSON, byte for byte as `spdx-schema.json` in the folder of schemas of spdx/spdx-spec at f7f7bce5511a',
  'test/sbom/schemas/cyclonedx-1.6.schema.json':
    'CycloneDX 1.6 in JSON, byte for byte as `schema/bom-1.6.schema.json` of CycloneDX/specification at 8a27bfd1be5b (1.6.1)',
  'test/sbom/schemas/cyclonedx-spdx.schema.json': 'what it takes as identifiers of licences, as `schema/spdx.schema.json` there',
  'test/sbom/schemas/jsf-0.82.schema.json': 'what it takes as signatures, as `schema/jsf-0.82.schema.json` there',
  'test/catalog/read/manifests.json':
    "inputs, defaults and outputs of actions' manifests, read by `scripts/manifests.ts`; each row names repository, commit and file",
  'test/catalog/read/flags.json':
    "where command lines' flags stand in their sources, looked up by `scripts/flags.ts`; each row names repository, commit and file, or the page",
};

/** The hand-written page with its tables of packages and data made anew. Throws for a package that nobody gave a reason for. */
export function dependenciesPage(read: ReadProject): Generated {
  const page = read(path) ?? `# Dependencies\n\n${begin}\n${end}\n`;
  const { packages } = JSON.parse(read('package-lock.json') ?? '') as { readonly packages: Readonly<Record<string, Entry>> };
  const manifest = JSON.parse(read('package.json') ?? '') as { readonly devDependencies: Readonly<Record<string, string>> };
  const reasons = new Set([...Object.keys(bundled), ...Object.keys(development)]);
  const direct = Object.keys(manifest.devDependencies);
  const wrong = [...direct.filter((name) => !reasons.has(name)), ...[...reasons].filter((name) => !direct.includes(name))];
  if (wrong.length > 0) throw new Error(`scripts/gen/dependencies.ts and package.json do not name the same packages: ${wrong.join(', ')}`);

  const entry = (name: string): Entry => {
    const found = packages[`node_modules/${name}`];
    if (found === undefined) throw new Error(`package-lock.json has no ${name}`);
    return found;
  };
  const fixed = (name: string): readonly string[] => {
    const { version, license, integrity } = entry(name);
    if (license === undefined || integrity === undefined) throw new Error(`package-lock.json does not say the licence and digest of ${name}`);
    return [`\`${name}\``, version, license, `\`${integrity}\``];
  };
  const row = (name: string, ...reason: readonly string[]): readonly string[] => {
    const [shown = '', version = '', licence = '', digest = ''] = fixed(name);
    return [shown, version, licence, ...reason, digest];
  };

  const along = new Map<string, string>();
  const walk = (name: string, root: string): void => {
    for (const next of Object.keys(entry(name).dependencies ?? {})) {
      // Packages of types alone are gone when the bundle is made.
      if (next.startsWith('@types/') || along.has(next)) continue;
      along.set(next, root);
      walk(next, root);
    }
  };
  for (const name of Object.keys(bundled)) walk(name, name);

  const parts = [
    '## Bundled',
    markdownTable(
      ['Package', 'Version', 'Licence', 'Used in', 'Why', 'Instead', 'Digest'],
      Object.entries(bundled).map(([name, reason]) => row(name, ...reason)),
    ),
    'What they bring along:',
    markdownTable(
      ['Package', 'Version', 'Licence', 'Brought by', 'Digest'],
      [...along].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, root]) => row(name, `\`${root}\``)),
    ),
    '## Development',
    markdownTable(
      ['Package', 'Version', 'Licence', 'Why', 'Digest'],
      Object.entries(development).map(([name, why]) => row(name, why)),
    ),
    '## Data',
    'No schema of another project is shipped. The digests are SHA-256 of the file here.',
    markdownTable(
      ['File', 'Source', 'Digest'],
      Object.entries(data).map(([file, source]) => [
        `\`${file}\``,
        source,
        `\`${createHash('sha256')
          .update(read(file) ?? '')
          .digest('hex')}\``,
      ]),
    ),
  ];
  const first = page.indexOf(begin);
  const last = page.indexOf(end);
  if (first === -1 || last < first) throw new Error(`${path} has lost its generated part: put back "${begin}" and "${end}"`);
  return { path, text: `${page.slice(0, first + begin.length)}\n\n${parts.join('\n\n')}\n\n${page.slice(last)}` };
}
