import { build, publish, release, sign, testTraps } from '../support/trap.ts';

const list = (edit: string): string =>
  release(`${build}      - run: |\n          cp go.mod dist/extra\n          sha256sum dist/* > SHA256SUMS\n          ${edit}
          mv SHA256SUMS dist/\n${publish}`);
const hashes = { control: 'hashes' } as const;

/** Files of evidence whose text is edited after they were made. */
testTraps([
  { what: 'a list of which folders are taken off', workflow: list("sed -i 's|dist/||' SHA256SUMS"), ...hashes, most: 'present' },
  { what: 'a list of which any folder is taken off', workflow: list("sed -i -E 's#  .*/(.*)#  \\1#' SHA256SUMS"), ...hashes, most: 'present' },
  { what: 'a list of which empty lines are taken out', workflow: list("sed -i -e '/^$/d' -e 's/ \\*/  /' SHA256SUMS"), ...hashes, most: 'present' },
  { what: 'a list of which lines are taken out', workflow: list("sed -i '/extra/d' SHA256SUMS"), ...hashes, most: 'partly' },
  { what: 'a list of which lines are taken out by the second script', workflow: list("sed -i -e 's|dist/||' -e '2d' SHA256SUMS"), ...hashes, most: 'partly' },
  { what: 'a list in which a name is changed', workflow: list("sed -i 's/lens/lens-$GITHUB_SHA/' SHA256SUMS"), ...hashes, most: 'partly' },
  { what: 'a list that a script of perl changes', workflow: list("perl -pi -e 's/^.*lens$//' SHA256SUMS"), ...hashes, most: 'partly' },
  { what: 'a list of which a file says what to take out', workflow: list('sed -i -f edit.sed SHA256SUMS'), ...hashes, most: 'partly' },
  {
    what: 'the first line of a list, by the shell',
    workflow: list('all=$(cat SHA256SUMS); echo "${all%%$\'\\n\'*}" > SHA256SUMS'),
    ...hashes,
    most: 'partly',
  },
  {
    what: 'an edited bundle',
    workflow: release(`${build}${sign}      - run: sed -i s/a/b/ dist/lens.sigstore.json\n${publish}`),
    control: 'signature',
    most: 'nothing',
  },
]);
