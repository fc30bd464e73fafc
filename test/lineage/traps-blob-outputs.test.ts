import { publish, release, testTraps } from '../support/trap.ts';

const two = `      - run: |
          mkdir -p dist
          go build -o dist/lens .
          go build -o dist/lamp ./lamp
`;
const after = (line: string): string => release(`${two}      - run: ${line}\n${publish}`);
const signature = { control: 'signature' } as const;

/** One file for the signatures of several keeps the last. */
testTraps([
  {
    what: 'two files signed into one bundle',
    workflow: after('cosign sign-blob --yes --bundle dist/all.json dist/lens dist/lamp'),
    ...signature,
    most: 'nothing',
  },
  { what: 'files of a pattern signed into one bundle', workflow: after('cosign sign-blob --yes --bundle dist/all.json dist/*'), ...signature, most: 'partly' },
  {
    what: 'a bundle under the name of the other file',
    workflow: after('cosign sign-blob --yes --bundle dist/lamp.sigstore.json dist/lens && cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lamp'),
    ...signature,
    most: 'nothing',
  },
  {
    what: 'a bundle under each file’s own name',
    workflow: after('cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens && cosign sign-blob --yes --bundle dist/lamp.sigstore.json dist/lamp'),
    ...signature,
    most: 'present',
  },
  {
    what: 'a bundle for each of two files',
    workflow: after('for f in dist/lens dist/lamp; do cosign sign-blob --yes --bundle $f.json $f; done'),
    ...signature,
    most: 'present',
  },
]);
