import { build, publish, release, sign, testTraps, type Trap } from '../support/trap.ts';

const stub = { 'hack/bin/cosign': '#!/bin/sh\necho skipped\n' };
const wrapper = { 'hack/bin/cosign': '#!/bin/sh\nexec cosign "$@"\n' };
const hermit = { ...stub, 'hack/bin/activate-hermit': '#!/bin/sh\n' };
const forLater = '      - run: echo "$PWD/hack/bin" >> "$GITHUB_PATH"\n';
const here = (value: string): string => sign.replace('cosign', `|\n          export PATH="${value}"\n          cosign`);

function trap(what: string, signing: string, files: Readonly<Record<string, string>>, most: Trap['most']): Trap {
  return { what, workflow: release(build + signing + publish), files, control: 'signature', most };
}

/** Scripts of the checkout that stand before a program of the same name. */
testTraps([
  trap('a folder for all later steps', forLater + sign, stub, 'nothing'),
  trap('a folder of this script, first', here('$PWD/hack/bin:$PATH'), stub, 'nothing'),
  trap('a folder of this script, by the name of the workspace', here('$GITHUB_WORKSPACE/hack/bin:$PATH'), stub, 'nothing'),
  trap('a folder of this script, last', here('$PATH:$PWD/hack/bin'), stub, 'present'),
  trap('a folder that holds no such program', forLater + sign, { 'hack/bin/other': '#!/bin/sh\n' }, 'present'),
  trap('a script that calls the program itself', forLater + sign, wrapper, 'present'),
  trap('a folder of launchers', forLater + sign, hermit, 'present'),
  trap('a script that is not looked for', sign, stub, 'present'),
]);
