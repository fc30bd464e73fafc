import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = (inputs: string): string => `on: { push: { branches: [main] } }
jobs:
  nix:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: cachix/cachix-action@v17
        with: { ${inputs} }
      - run: nix build
`;
const pushed = "name: lantern, authToken: '${{ secrets.CACHIX }}'";

const rows: readonly {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly inputs?: string;
  readonly gives: readonly string[];
}[] = [
  {
    what: 'the flake names it',
    files: { 'flake.nix': '{ nixConfig.extra-substituters = ["https://lantern.cachix.org"]; }\n' },
    gives: ['lantern.cachix.org (Nix)'],
  },
  { what: 'a document tells to use it', files: { 'docs/install.md': 'Run `cachix use lantern` first.\n' }, gives: ['lantern.cachix.org (Nix)'] },
  { what: 'nobody is told of it', files: { 'README.md': 'We use Cachix.\n' }, gives: [] },
  { what: 'another cache is named', files: { 'flake.nix': '{ nixConfig.extra-substituters = ["https://my-lantern.cachix.org"]; }\n' }, gives: [] },
  {
    what: 'its name is not known',
    files: { 'README.md': '`cachix use lantern`\n' },
    inputs: "name: '${{ vars.CACHE }}', authToken: '${{ secrets.CACHIX }}'",
    gives: [],
  },
  { what: 'nothing is pushed to it', files: { 'README.md': '`cachix use lantern`\n' }, inputs: 'name: lantern', gives: [] },
];

for (const { what, files, inputs, gives } of rows)
  test(`a binary cache of Nix: ${what}`, () => {
    assert.deepEqual(
      surfacesOf({ '.github/workflows/nix.yml': workflow(inputs ?? pushed), ...files }).map((s) => s.name),
      gives,
    );
  });
