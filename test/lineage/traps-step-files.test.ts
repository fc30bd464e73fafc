import { imagePermissions, login, pushImage, release, testTraps } from '../support/trap.ts';

/** What a step writes to its workflow files: `$GITHUB_ENV` and `$GITHUB_OUTPUT`. */

const digest = '${{ steps.push.outputs.digest }}';
const signed = '      - run: cosign sign --yes "ghcr.io/acme/lens@$DIGEST"\n';
const signedOutput = '      - run: cosign sign --yes "ghcr.io/acme/lens@${{ steps.o.outputs.d }}"\n';

function pushed(steps: string): string {
  return release(login + pushImage() + steps, { permissions: imagePermissions });
}

function signedWith(value: string): string {
  return `      - env: {D: '${digest}'}\n        run: |\n          cosign sign --yes "ghcr.io/acme/lens@${value}"\n`;
}

const image = { kind: 'container-image', control: 'signature' } as const;

testTraps([
  {
    ...image,
    what: 'a variable used in the step that exports it',
    workflow: pushed(`      - run: |\n          echo "DIGEST=${digest}" >> "$GITHUB_ENV"\n          cosign sign --yes "ghcr.io/acme/lens@$DIGEST"\n`),
    most: 'nothing',
  },
  {
    ...image,
    what: 'a variable used in the step after the one that exports it',
    workflow: pushed(`      - run: echo "DIGEST=${digest}" >> "$GITHUB_ENV"\n${signed}`),
    most: 'present',
  },
  {
    ...image,
    what: 'a variable that the step sets for itself and exports',
    workflow: pushed(
      `      - run: |\n          DIGEST="${digest}"\n          echo "DIGEST=$DIGEST" >> "$GITHUB_ENV"\n          cosign sign --yes "ghcr.io/acme/lens@$DIGEST"\n`,
    ),
    most: 'present',
  },
  {
    ...image,
    what: 'an exported variable whose file the step writes anew',
    workflow: pushed(`      - run: |\n          echo "DIGEST=${digest}" > "$GITHUB_ENV"\n          echo "X=1" > "$GITHUB_ENV"\n${signed}`),
    most: 'nothing',
  },
  {
    ...image,
    what: 'an exported variable whose file the next step writes',
    workflow: pushed(`      - run: echo "DIGEST=${digest}" > "$GITHUB_ENV"\n      - run: echo "X=1" > "$GITHUB_ENV"\n${signed}`),
    most: 'present',
  },
  {
    ...image,
    what: 'an output whose file the step writes anew',
    workflow: pushed(`      - id: o\n        run: |\n          echo "d=${digest}" > $GITHUB_OUTPUT\n          echo "x=1" > $GITHUB_OUTPUT\n${signedOutput}`),
    most: 'nothing',
  },
  {
    ...image,
    what: 'an output that is added to the file which the step began',
    workflow: pushed(`      - id: o\n        run: |\n          echo "x=1" > $GITHUB_OUTPUT\n          echo "d=${digest}" >> $GITHUB_OUTPUT\n${signedOutput}`),
    most: 'present',
  },
  {
    ...image,
    what: 'a digest that is exported with quotes about it',
    workflow: pushed(`      - run: echo DIGEST=\\"${digest}\\" >> $GITHUB_ENV\n${signed}`),
    most: 'nothing',
  },
  {
    ...image,
    what: 'a digest that is an output with quotes about it',
    workflow: pushed(`      - id: o\n        run: echo "d='${digest}'" >> $GITHUB_OUTPUT\n${signedOutput}`),
    most: 'nothing',
  },
  ...['$(echo "$D" | cut -d: -f2)', '${D#sha256:}', '${D##*:}', "$(echo $D | awk -F: '{print $2}')", "$(echo $D | sed 's/sha256://')"].flatMap((hex) => [
    { ...image, what: `a digest without its algorithm, ${hex}`, workflow: pushed(signedWith(hex)), most: 'nothing' as const },
    { ...image, what: `a digest whose algorithm is put back, ${hex}`, workflow: pushed(signedWith(`sha256:${hex}`)), most: 'present' as const },
  ]),
]);
