import { build, goreleaser, goreleaserFiles, publish, release, testTraps } from '../support/trap.ts';

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

/** A script that hashes `lens` and `extra` in `dist`. */
function script(lines: string): string {
  const text = lines
    .split('\n')
    .map((line) => `          ${line}\n`)
    .join('');
  return release(`${build}      - run: go build -o dist/extra .\n      - run: |\n          cd dist\n${text}${publish}`);
}

/** Lists that lost the names of their files, or parts of their digests. */
testTraps([
  { what: 'many files, the first field', workflow: listed(" | cut -d' ' -f1"), control: 'hashes', most: 'partly' },
  { what: 'many files, the first column', workflow: listed(" | awk '{print $1}'"), control: 'hashes', most: 'partly' },
  { what: 'many files, without what follows a blank', workflow: listed(" | sed 's/ .*//'"), control: 'hashes', most: 'partly' },
  { what: 'many files, without blanks', workflow: listed(" | tr -d ' '"), control: 'hashes', most: 'partly' },
  { what: 'many files, each digest alone', workflow: listed(' | while read -r digest name; do echo "$digest"; done'), control: 'hashes', most: 'partly' },
  { what: 'many files, in base64', workflow: listed(' | base64'), control: 'hashes', most: 'partly' },
  { what: 'many files, the names', workflow: listed(" | awk '{print $2}'"), control: 'hashes', most: 'nothing' },
  { what: 'many files, eight characters', workflow: listed(' | cut -c1-8'), control: 'hashes', most: 'nothing' },
  { what: 'many files, without repetitions', workflow: listed(' | uniq -w 8'), control: 'hashes', most: 'nothing' },
  { what: 'many files, both columns', workflow: script("set -o pipefail\nsha256sum * | cut -d' ' -f1,3 > SHA256SUMS"), control: 'hashes', most: 'present' },
  { what: 'one file, eight characters', workflow: alone(' | cut -c1-8'), control: 'hashes', most: 'nothing' },
  { what: 'one file, eight bytes', workflow: alone(' | head -c 8'), control: 'hashes', most: 'nothing' },
  { what: 'one file, all characters', workflow: alone(' | cut -c1-64'), control: 'hashes', most: 'present' },
  {
    what: 'one file, a part of a variable',
    workflow: script('sum=$(sha256sum lens)\necho "${sum:0:8}  lens" > SHA256SUMS'),
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'one file, printed short',
    workflow: script('sum=$(sha256sum lens)\nprintf "%.8s  lens\\n" "$sum" > SHA256SUMS'),
    control: 'hashes',
    most: 'nothing',
  },
  { what: 'one file, how many lines', workflow: alone(' | wc -l'), control: 'hashes', most: 'nothing' },
  {
    what: 'one file, a filter whose failure is ignored',
    workflow: alone(" | grep -E '\\.deb$'").replace('/SHA256SUMS\n', '/SHA256SUMS || true\n'),
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'a file for each, the first field',
    workflow: script('set -o pipefail\nfor f in lens extra; do sha256sum "$f" | cut -d\' \' -f1 > "$f.sha256"; done'),
    control: 'hashes',
    most: 'present',
  },
  {
    what: 'a file for each that a pattern finds, the first column',
    workflow: script('set -o pipefail\nfor f in ./*/*; do openssl dgst -sha256 -r "$f" | awk \'{print $1}\' > "${f}.sha256"; done')
      .replace(publish, publish.replace('dist/*', 'dist/*/*'))
      .replaceAll('-o dist/', '-o dist/bin/'),
    control: 'hashes',
    most: 'present',
  },
  {
    what: 'the names put back',
    workflow: script('for f in lens extra; do\nsum=$(sha256sum "$f")\necho "${sum%% *}  $f" >> SHA256SUMS\ndone'),
    control: 'hashes',
    most: 'present',
  },
  {
    what: "GoReleaser's CRC",
    workflow: release(goreleaser()),
    files: goreleaserFiles('checksum: {algorithm: crc32}\n'),
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: "GoReleaser's SHA-512",
    workflow: release(goreleaser()),
    files: goreleaserFiles('checksum: {algorithm: sha512}\n'),
    control: 'hashes',
    most: 'present',
  },
  { what: 'a CRC', workflow: script('cksum * > CHECKSUMS'), control: 'hashes', most: 'nothing' },
  { what: 'cksum with another algorithm', workflow: script('cksum -a sha256 * > CHECKSUMS'), control: 'hashes', most: 'present' },
  {
    what: 'a signed CRC',
    workflow: script('cksum * > CHECKSUMS\ncosign sign-blob --yes --bundle CHECKSUMS.bundle CHECKSUMS'),
    control: 'signature',
    most: 'nothing',
  },
]);
