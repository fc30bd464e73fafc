import { build, publish, release, testTraps } from '../support/trap.ts';

const after = (script: string): string => release(`${build}      - run: |\n          cp go.mod dist/extra\n          cd dist\n          ${script}\n${publish}`);
const gathered = 'cat *.sha256 > SHA256SUMS; rm *.sha256';

/** Lists that are put together of smaller ones, which are then taken away. */
testTraps([
  {
    what: 'lists that a pattern gathers',
    workflow: after(`sha256sum lens > a.sha256; sha256sum extra > b.sha256; ${gathered}`),
    control: 'hashes',
    most: 'present',
  },
  { what: 'lists of a loop', workflow: after(`for f in *; do sha256sum "$f" > "$f.sha256"; done; ${gathered}`), control: 'hashes', most: 'present' },
  {
    what: 'a list that the pattern misses',
    workflow: after(`sha256sum lens > lens.txt; sha256sum extra > b.sha256; ${gathered}; rm *.txt`),
    control: 'hashes',
    most: 'nothing',
  },
  { what: 'a list whose name may be another', workflow: after(`sha256sum lens > "a.$(cat ../end)"; ${gathered}; rm a.*`), control: 'hashes', most: 'nothing' },
  { what: 'lines of a list as they are read', workflow: after('set -o pipefail; sha256sum * | jq -Rr . > SHA256SUMS'), control: 'hashes', most: 'present' },
  { what: 'lines of a list between quotes', workflow: after('set -o pipefail; sha256sum * | jq -R . > SHA256SUMS'), control: 'hashes', most: 'partly' },
]);
