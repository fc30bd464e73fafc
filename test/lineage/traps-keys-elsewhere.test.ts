import { build, publish, release, testTraps } from '../support/trap.ts';

/** Signatures with a key that is not where the program looks for it. */

function lines(...all: readonly string[]): string {
  return `      - env: {K: '\${{ secrets.K }}'}\n        run: |\n${all.map((line) => `          ${line}\n`).join('')}`;
}

function without(...all: readonly string[]): string {
  return `      - run: |\n${all.map((line) => `          ${line}\n`).join('')}`;
}

const install = 'sudo apt-get install -y minisign';
const signature = { control: 'signature' } as const;

testTraps([
  {
    ...signature,
    what: 'minisign with no key in the home folder',
    workflow: release(build + without(install, 'minisign -Sm dist/lens') + publish),
    most: 'nothing',
  },
  {
    ...signature,
    what: 'minisign with a key that a secret brings there',
    workflow: release(build + lines(install, 'mkdir -p ~/.minisign', 'echo "$K" > ~/.minisign/minisign.key', 'echo | minisign -Sm dist/lens') + publish),
    most: 'present',
  },
  {
    ...signature,
    what: 'minisign with the key of a file that nothing makes',
    workflow: release(build + without(install, 'minisign -S -s minisign.key -m dist/lens') + publish),
    most: 'nothing',
  },
  {
    ...signature,
    what: 'minisign with the key of a file',
    workflow: release(build + lines(install, 'echo "$K" > minisign.key', 'minisign -S -s minisign.key -m dist/lens') + publish),
    most: 'present',
  },
]);

/** An action that signs with a key that comes from this expression. */
function action(expression: string, inputs = ''): string {
  return `${inputs}runs:\n  using: composite\n  steps:\n    - shell: bash\n      env: {K: '\${{ ${expression} }}'}\n      run: |\n        gpg --batch --import <<< "$K"\n        gpg --batch --armor --detach-sign dist/lens\n`;
}

testTraps([
  {
    ...signature,
    what: 'an action that asks for a secret, which it has none of',
    workflow: release(`${build}      - uses: ./sign\n${publish}`),
    files: { 'sign/action.yml': action('secrets.K') },
    most: 'nothing',
  },
  {
    ...signature,
    what: 'an action that is given a secret',
    workflow: release(`${build}      - uses: ./sign\n        with: {key: '\${{ secrets.K }}'}\n${publish}`),
    files: { 'sign/action.yml': action('inputs.key', 'inputs:\n  key: {required: true}\n') },
    most: 'present',
  },
]);
