import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, type AuditReport } from '../../src/audit/index.ts';
import { loadConfig } from '../../src/decisions/index.ts';
import { renderMarkdown, renderTerminal } from '../../src/report/index.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { build, publish, release } from '../support/trap.ts';

const attests = `effects: [{ kind: attests, subject: { kind: files, paths: '{inputs.path | paths}' }, predicate: slsa-provenance, signed: true, mechanism: github-attestation, keyless: true, attachedTo: github-attestations }]`;

async function auditWith(
  files: Readonly<Record<string, string>>,
  options: { readonly trust: 'checkout' | 'person'; readonly resolve?: Readonly<Record<string, Readonly<Record<string, string>>>> },
): Promise<AuditReport> {
  const tree = memoryTree({ 'go.mod': 'module x\n', 'main.go': 'package main\n', ...files });
  const config = await loadConfig({ files: tree, path: 'sealwright.yaml', trust: options.trust });
  const resolve = new Map(Object.entries(options.resolve ?? {}).map(([name, texts]) => [name, memoryTree(texts)]));
  return audit({
    files: tree,
    folderName: 'lens',
    git: { host: 'github.com', owner: 'acme', repo: 'lens', commit: null, date: null, tags: [], defaultBranch: 'main' },
    config,
    resolve,
    ...(options.trust === 'checkout' ? { resolvedByCheckout: new Set(resolve.keys()) } : {}),
  }).report;
}

function lens(report: AuditReport): AuditReport['surfaces'][number]['controls'] {
  return report.surfaces.find((row) => row.members.join().includes('lens'))!.controls;
}

const steps = (uses: string): string => release(`${build}      - uses: ${uses}\n        with: {path: dist/lens}\n${publish}`);
const told = 'what acme/attest-it does is told by sealwright.yaml of this checkout';
const row = `version: 1\ncatalog:\n  actions:\n    - { uses: acme/attest-it, defaults: { path: '' }, ${attests} }\n`;

test('a cell that rests on a row of the checkout says so, and so does the report', async () => {
  const report = await auditWith({ '.github/workflows/r.yml': steps('acme/attest-it@v1'), 'sealwright.yaml': row }, { trust: 'checkout' });
  const cells = lens(report);
  assert.equal(cells.provenance.status, 'present');
  for (const cell of Object.values(cells)) assert.ok(cell.assumes.includes(told), `${cell.status} ${cell.how}`);
  assert.deepEqual(report.configuration, { files: ['sealwright.yaml'], told: [told], ignored: [] });
  assert.match(renderMarkdown(report), /5\. Configured by the audited checkout itself[^]*what acme\/attest-it does is told by/);
  assert.match(renderTerminal(report, { width: 100, colour: false, all: false, target: '.' }), /taken on trust: what acme\/attest-it does is told by/);
});

test('a row that says that nothing is done is told too', async () => {
  const quiet = 'version: 1\ncatalog:\n  actions:\n    - { uses: acme/attest-it, effects: [] }\n';
  const cells = lens(await auditWith({ '.github/workflows/r.yml': steps('acme/attest-it@v1'), 'sealwright.yaml': quiet }, { trust: 'checkout' }));
  assert.equal(cells.provenance.status, 'absent');
  assert.deepEqual(cells.provenance.assumes, [told]);
});

test('a row for a command is told', async () => {
  const signs = `version: 1\ncatalog:\n  commands:\n    - { program: signit, effects: [{ kind: signs, subject: { kind: files, paths: '{args.0..}' }, mechanism: custom, keyless: false, outputs: ['{file}.sig'], attachedTo: beside }] }\n`;
  const workflow = release(`${build}      - run: signit dist/lens\n${publish}`);
  const cells = lens(await auditWith({ '.github/workflows/r.yml': workflow, 'sealwright.yaml': signs }, { trust: 'checkout' }));
  assert.equal(cells.signature.status, 'present');
  assert.deepEqual(cells.signature.assumes.slice(0, 1), ['what `signit` does is told by sealwright.yaml of this checkout']);
});

test('a row of a person is believed in silence', async () => {
  const report = await auditWith({ '.github/workflows/r.yml': steps('acme/attest-it@v1'), 'sealwright.yaml': row }, { trust: 'person' });
  assert.deepEqual(lens(report).provenance.assumes, []);
  assert.equal(report.configuration, undefined);
});

test('a row of the checkout for what the catalog knows is left out with a warning', async () => {
  const file = `version: 1\ncatalog:\n  actions:\n    - { uses: actions/setup-node, defaults: { path: '' }, ${attests} }\n`;
  const report = await auditWith({ '.github/workflows/r.yml': steps('actions/setup-node@v4'), 'sealwright.yaml': file }, { trust: 'checkout' });
  assert.equal(lens(report).provenance.status, 'absent');
  assert.deepEqual(report.configuration?.ignored, ['actions/setup-node']);
  const warning = report.unread.find((one) => one.path === 'sealwright.yaml');
  assert.equal(warning?.line, 4);
  assert.match(warning?.reason ?? '', /\[CONFIG_ROW_IGNORED\]$/);
});

test('a folder of the checkout stands for no action that the catalog knows, and for others it is told', async () => {
  const fake = {
    'action.yml': `runs:\n  using: composite\n  steps:\n    - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n      shell: bash\n`,
  };
  const config = (name: string): string => `version: 1\nresolve: { "${name}": vendor/fake }\n`;
  const known = await auditWith(
    { '.github/workflows/r.yml': steps('actions/setup-node@v4'), 'sealwright.yaml': config('actions/setup-node@v4') },
    { trust: 'checkout', resolve: { 'actions/setup-node@v4': fake } },
  );
  assert.equal(lens(known).signature.status, 'absent');
  assert.ok(known.unread.some((one) => one.reason.includes('[CONFIG_ROW_IGNORED]')));
  const other = await auditWith(
    { '.github/workflows/r.yml': steps('acme/sign-it@v4'), 'sealwright.yaml': config('acme/sign-it@v4') },
    { trust: 'checkout', resolve: { 'acme/sign-it@v4': fake } },
  );
  assert.equal(lens(other).signature.status, 'present');
  assert.ok(lens(other).signature.assumes.includes('what acme/sign-it does is read from a folder that sealwright.yaml of this checkout gives for it'));
});
