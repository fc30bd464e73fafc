import { build, publish, release, testTraps } from '../support/trap.ts';

const sums = '      - run: cd dist && sha256sum * > SHA256SUMS\n';
const signList = '      - run: cosign sign-blob --yes --bundle dist/SHA256SUMS.sigstore.json dist/SHA256SUMS\n';
const gpg = `      - uses: crazy-max/ghaction-import-gpg@v6\n        with:\n          gpg_private_key: "\${{ secrets.KEY }}"\n`;
const first = (edit: string): string => release(`${build}${sums}      - run: ${edit}\n${signList}${publish}`);
const after = (edit: string): string => release(`${build}${sums}${signList}      - run: ${edit}\n${publish}`);
const signature = { control: 'signature' } as const;
const docs = { 'docs/SHA256SUMS': 'none yet\n' };

/** A list is signed, and what is published under its name is another text. */
testTraps([
  { what: 'a list that is signed as it is', workflow: after('"true"'), ...signature, most: 'present' },
  { what: 'a list with a line added after the signature', workflow: after('echo "# done" >> dist/SHA256SUMS'), ...signature, most: 'nothing' },
  { what: 'a list with a line added before the signature', workflow: first('echo "# done" >> dist/SHA256SUMS'), ...signature, most: 'present' },
  { what: 'a list that tee adds to after the signature', workflow: after('echo done | tee -a dist/SHA256SUMS'), ...signature, most: 'nothing' },
  { what: 'a list with hashes added after the signature', workflow: after('sha256sum go.mod >> dist/SHA256SUMS'), ...signature, most: 'nothing' },
  { what: 'a list with hashes added before the signature', workflow: first('sha256sum go.mod >> dist/SHA256SUMS'), ...signature, most: 'present' },
  { what: 'a list that is edited after the signature', workflow: after("sed -i 's|  | *|' dist/SHA256SUMS"), ...signature, most: 'nothing' },
  { what: 'a list that is edited before the signature', workflow: first("sed -i 's|  | *|' dist/SHA256SUMS"), ...signature, most: 'present' },
  { what: 'a list that is moved over the signed one', workflow: after('sort dist/SHA256SUMS > t; mv t dist/SHA256SUMS'), ...signature, most: 'nothing' },
  { what: 'a list that is sorted after the signature', workflow: after('sort -o dist/SHA256SUMS dist/SHA256SUMS'), ...signature, most: 'partly' },
  { what: 'a list of which the ends of lines change', workflow: after('unix2dos dist/SHA256SUMS'), ...signature, most: 'partly' },
  { what: 'a list that is made anew after the signature', workflow: after('cd dist; rm SHA256SUMS; sha256sum * > SHA256SUMS'), ...signature, most: 'nothing' },
  { what: 'a list that is made anew before the signature', workflow: first('cd dist; rm SHA256SUMS; sha256sum * > SHA256SUMS'), ...signature, most: 'present' },
  {
    what: 'another list that is copied over the signed one',
    workflow: after('cp docs/SHA256SUMS dist/SHA256SUMS'),
    files: docs,
    ...signature,
    most: 'nothing',
  },
  {
    what: 'a copy of the signed list',
    workflow: release(`${build}${sums}${signList}      - run: mkdir out && cp dist/* out/\n${publish.replaceAll('dist/', 'out/')}`),
    ...signature,
    most: 'present',
  },
  {
    what: 'a list that gpg signs and that grows afterwards',
    workflow: release(`${build}${sums}${gpg}      - run: gpg --batch --armor --detach-sign dist/SHA256SUMS; echo >> dist/SHA256SUMS\n${publish}`),
    ...signature,
    most: 'nothing',
  },
  {
    what: 'a list that is signed again after it grew',
    workflow: release(`${build}${sums}${signList}      - run: echo >> dist/SHA256SUMS\n${signList}${publish}`),
    ...signature,
    most: 'present',
  },
]);
