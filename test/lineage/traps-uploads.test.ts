import { build, publish, release, sign, testTraps } from '../support/trap.ts';

const download = `  pub:
    needs: NEEDS
    runs-on: ubuntu-24.04
    permissions: {contents: write}
    steps:
      - uses: actions/download-artifact@v4
        with: {name: dist, path: dist}
`;
const upload = (more = '', version = 'v4'): string => `      - uses: actions/upload-artifact@${version}\n        with: {name: dist, path: dist${more}}\n`;
const hidden = sign.replace('--bundle dist/lens', '--bundle dist/.sig/lens').replace('run: cosign', 'run: mkdir dist/.sig; cosign');
const both = publish.replace('dist/*', '|\n            dist/*\n            dist/.sig/*');
const sent = (uploads: string, signing = hidden): string => release(build + signing + uploads, { more: download.replace('NEEDS', 'release') + both });
const again = (more: string): string =>
  release(build + sign + upload(), {
    more: `  again:
    needs: release
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
${build}${upload(more)}${download.replace('NEEDS', 'again')}${publish}`,
  });
const signature = { control: 'signature' } as const;

/** What an upload leaves behind, and what it takes the place of. */
testTraps([
  { what: 'bundles in a hidden folder, which is not uploaded', workflow: sent(upload()), ...signature, most: 'nothing' },
  { what: 'bundles in a hidden folder, which is asked for', workflow: sent(upload(', include-hidden-files: true')), ...signature, most: 'present' },
  { what: 'bundles in a hidden folder, and an older action', workflow: sent(upload('', 'v4.3.0')), ...signature, most: 'present' },
  {
    what: 'a hidden folder above what is uploaded',
    workflow: sent(upload()).replaceAll('dist', '.out/dist').replaceAll('name: .out/dist', 'name: dist').replaceAll('.out/dist/.sig', '.out/dist/sig'),
    ...signature,
    most: 'present',
  },
  { what: 'an artifact that another takes the place of', workflow: again(', overwrite: true'), ...signature, most: 'nothing' },
]);
