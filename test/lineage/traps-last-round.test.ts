import { build, publish, release, testTraps } from '../support/trap.ts';

const over = (script: string): string => release(`${build}      - run: |\n          cp go.mod dist/extra\n          ${script}\n${publish}`);
const hashes = { control: 'hashes' } as const;
const signature = { control: 'signature' } as const;
const bundle = 'cosign sign-blob --yes --bundle';

/** Files of evidence that each round of a loop writes anew, and the first line of a list. */
testTraps([
  { what: 'a list to which each round adds', workflow: over('for f in dist/*; do sha256sum "$f" >> dist/SHA256SUMS; done'), ...hashes, most: 'present' },
  {
    what: 'a list that the loop prints',
    workflow: over('for f in dist/*; do sha256sum "$f"; done > SUMS; mv SUMS dist/SHA256SUMS'),
    ...hashes,
    most: 'present',
  },
  { what: 'a list that each round writes anew', workflow: over('for f in dist/*; do sha256sum "$f" > dist/SHA256SUMS; done'), ...hashes, most: 'partly' },
  {
    what: 'a list that each round writes anew in the folder of its file',
    workflow: over('for f in dist/*; do sha256sum "$f" > "$(dirname "$f")/SHA256SUMS"; done'),
    ...hashes,
    most: 'partly',
  },
  {
    what: 'a list whose name is what all names begin with',
    workflow: over('mv dist/extra dist/lens-x; for f in dist/lens-*; do sha256sum "$f" > "${f%%-*}.sha256"; done'),
    member: 'lens-x',
    ...hashes,
    most: 'partly',
  },
  {
    what: 'a list beside each file',
    workflow: over('for f in dist/*; do sha256sum "$f" > "$f.sha256"; done'),
    ...hashes,
    most: 'present',
  },
  {
    what: 'the same list in each round',
    workflow: over('for f in dist/*; do sha256sum dist/* > SUMS; done; mv SUMS dist/SHA256SUMS'),
    ...hashes,
    most: 'present',
  },
  { what: 'a bundle for each file', workflow: over(`for f in dist/*; do ${bundle} "$f.sigstore.json" "$f"; done`), ...signature, most: 'present' },
  {
    what: 'a bundle that each round writes anew',
    workflow: over(`for f in dist/*; do ${bundle} dist/x.sigstore.json "$f"; done`),
    ...signature,
    most: 'partly',
  },
  {
    what: 'a bundle that each file found writes anew',
    workflow: over(`find dist -type f -exec ${bundle} dist/x.sigstore.json {} \\;`),
    ...signature,
    most: 'partly',
  },
  {
    what: 'a bundle that each name given writes anew',
    workflow: over(`ls dist/* | xargs -I% ${bundle} dist/x.sigstore.json %`),
    ...signature,
    most: 'partly',
  },
  {
    what: 'a bundle under a name that is made of the file’s',
    workflow: over(`cd dist; for f in *; do name="${'$'}{f##*/}"; ${bundle} "$name.sigstore.json" "$f"; done`),
    ...signature,
    most: 'present',
  },
  {
    what: 'the first element of the lines',
    workflow: over('mapfile -t all < <(sha256sum dist/*); echo "${all[0]}" > dist/SHA256SUMS'),
    ...hashes,
    most: 'partly',
  },
  { what: 'the line that is read once', workflow: over('sha256sum dist/* | { read -r one; echo "$one" > dist/SHA256SUMS; }'), ...hashes, most: 'partly' },
]);
