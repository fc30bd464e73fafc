import { build, publish, release, testTraps } from '../support/trap.ts';

/** A step that hashes two files, and what stands between the hashes and the list. */
function listed(filter: string): string {
  return release(`${build}      - run: go build -o dist/extra .\n      - run: |\n          cd dist\n          sha256sum *${filter} > SHA256SUMS\n${publish}`);
}

/** The same for a list of one file. */
function alone(filter: string): string {
  return release(`${build}      - run: |\n          set -o pipefail\n          sha256sum dist/lens${filter} > dist/SHA256SUMS\n${publish}`);
}

/** Lists of checksums that went through a filter: what may have been dropped is not listed. */
testTraps([
  { what: 'a list without a filter', workflow: listed(''), member: 'extra', control: 'hashes', most: 'present' },
  { what: 'grep -v', workflow: listed(' | grep -v extra'), member: 'extra', control: 'hashes', most: 'nothing' },
  { what: 'grep', workflow: listed(' | grep lens'), member: 'extra', control: 'hashes', most: 'nothing' },
  { what: 'head -1', workflow: listed(' | head -1'), member: 'extra', control: 'hashes', most: 'nothing' },
  { what: 'tail -n 1', workflow: listed(' | tail -n 1'), member: 'extra', control: 'hashes', most: 'nothing' },
  { what: 'sed with a deletion', workflow: listed(" | sed '/extra/d'"), member: 'extra', control: 'hashes', most: 'nothing' },
  { what: 'awk with a pattern', workflow: listed(" | awk '/lens/'"), member: 'extra', control: 'hashes', most: 'nothing' },
  {
    what: 'a filter between two encodings',
    workflow: listed(' | base64 -w0 | base64 -d | grep -v extra | sort'),
    member: 'extra',
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'a loop that prints some of the lines',
    workflow: listed(' | while read -r hash name; do case "$name" in extra) ;; *) echo "$hash  $name" ;; esac; done'),
    member: 'extra',
    control: 'hashes',
    most: 'nothing',
  },
  { what: 'one file of the list, head -1', workflow: alone(' | head -1'), control: 'hashes', most: 'present' },
  { what: 'one file of the list, its first column', workflow: alone(" | awk '{print $1}'"), control: 'hashes', most: 'present' },
  { what: 'one file of the list, grep -v', workflow: alone(' | grep -v lens'), control: 'hashes', most: 'nothing' },
]);
