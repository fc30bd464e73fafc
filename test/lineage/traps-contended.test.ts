import { publish, release, testTraps } from '../support/trap.ts';

const matrix = '    strategy: {matrix: {os: [linux, darwin]}}\n';
const buildLeg = '      - run: GOOS=${{ matrix.os }} go build -o dist/lens-${{ matrix.os }} .\n';
const member = 'lens-linux';
const perLeg = (step: string, uploads = publish): string => release(`${buildLeg}      - run: ${step}\n${uploads}`, { job: matrix });
const listed = (name: string): string => `cd dist && sha256sum lens-* > ${name}`;

const job = (name: string, file: string, needs = ''): string => `  ${name}:
${needs}    runs-on: ubuntu-24.04
    permissions: {contents: write, id-token: write}
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
      - run: go build -o dist/${file} .
      - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/${file}
${publish}`;
const own = `      - run: go build -o dist/lens .\n      - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n${publish}`;
const collect = (merge: string, step = ''): string => `  collect:
    needs: release
    runs-on: ubuntu-24.04
    permissions: {contents: write}
    steps:
      - uses: actions/download-artifact@v4
        with: {pattern: 'd-*', path: dist${merge}}
${step}${publish.replace('dist/*', 'dist/**')}`;
const carry = (list: string): string =>
  `${buildLeg}      - run: ${listed(list)}\n      - uses: actions/upload-artifact@v4\n        with: {name: 'd-\${{ matrix.os }}', path: dist}\n`;
const sums = (file: string): string => `      - run: go build -o dist/${file} . && cd dist && sha256sum ${file} > SHA256SUMS\n${publish}`;

/** Of several files of one name that go to one place the last one stays. */
testTraps([
  { what: 'each leg uploads a list of the same name', workflow: perLeg(listed('SHA256SUMS')), member, control: 'hashes', most: 'partly' },
  { what: 'each leg uploads a list of its own', workflow: perLeg(listed('${{ matrix.os }}.sums')), member, control: 'hashes', most: 'present' },
  {
    what: 'each leg uploads an SBOM of the same name',
    workflow: perLeg('syft file:dist/lens-${{ matrix.os }} -o spdx-json=dist/sbom.spdx.json').replace(
      '      - uses: sigstore',
      '      - uses: anchore/sbom-action/download-syft@v0\n      - uses: sigstore',
    ),
    member,
    control: 'sbom',
    most: 'partly',
  },
  {
    what: 'each leg uploads a bundle of the same name',
    workflow: perLeg('cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens-${{ matrix.os }}'),
    member,
    control: 'signature',
    most: 'partly',
  },
  { what: 'two jobs upload a bundle of the same name', workflow: release(own, { more: job('other', 'lens2') }), control: 'signature', most: 'partly' },
  {
    what: 'a job that waits for the other replaces its bundle',
    workflow: release(own, { more: job('other', 'lens2', '    needs: release\n') }),
    control: 'signature',
    most: 'partly',
  },
  {
    what: 'the bundle that stays is the later one',
    workflow: release(own, { more: job('other', 'lens2', '    needs: release\n') }),
    member: 'lens2',
    control: 'signature',
    most: 'present',
  },
  {
    what: 'two workflows on the same tag upload a list of the same name',
    workflow: release(sums('lens')),
    files: { '.github/workflows/z.yml': release(sums('lens.exe')) },
    control: 'hashes',
    most: 'partly',
  },
  {
    what: 'lists of the legs merged into one folder',
    workflow: release(carry('SHA256SUMS'), { job: matrix, more: collect(', merge-multiple: true') }),
    member,
    control: 'hashes',
    most: 'partly',
  },
  {
    what: 'lists of one name uploaded out of the folders of the legs',
    workflow: release(carry('SHA256SUMS'), { job: matrix, more: collect('') }),
    member,
    control: 'hashes',
    most: 'partly',
  },
  {
    what: 'lists of several names merged into one folder',
    workflow: release(carry('${{ matrix.os }}.sums'), { job: matrix, more: collect(', merge-multiple: true') }),
    member,
    control: 'hashes',
    most: 'present',
  },
]);
