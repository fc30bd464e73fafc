import type { ActionCase } from '../support.ts';

export const scriptsCases: readonly ActionCase[] = [
  {
    what: 'runs the command',
    uses: 'nick-fields/retry@v3',
    with: { command: 'npm publish', max_attempts: '3', timeout_minutes: '5' },
    gives: ['runs-script(script=npm publish shell=bash)'],
  },
  {
    what: 'runs cargo',
    uses: 'actions-rs/cargo@v1',
    with: { command: 'publish', args: '--token x' },
    gives: ['runs-script(script=cargo publish --token x shell=bash)'],
  },
  {
    what: 'runs Gradle when told to',
    uses: 'gradle/gradle-build-action@v2',
    with: { arguments: 'publish' },
    gives: ['installs(tool=gradle via=gradle/gradle-build-action right=true)', 'runs-script(script=./gradlew publish shell=bash)'],
  },
  {
    what: 'only sets up',
    uses: 'gradle/actions/setup-gradle@v4',
    gives: ['installs(tool=gradle via=gradle/actions/setup-gradle right=true)'],
  },
  {
    what: 'runs Gradle',
    uses: 'eskatos/gradle-command-action@v1',
    with: { arguments: 'build' },
    gives: ['runs-script(script=./gradlew build shell=bash)'],
  },
  {
    what: 'runs Gradle',
    uses: 'burrunan/gradle-cache-action@v1',
    with: { arguments: 'build' },
    gives: ['runs-script(script=./gradlew build shell=bash)'],
  },
  {
    what: 'runs yarn',
    uses: 'borales/actions-yarn@v5',
    with: { cmd: 'build' },
    gives: ['runs-script(script=yarn build shell=bash)'],
  },
  {
    what: 'runs under emulation',
    uses: 'uraimo/run-on-arch-action@v2',
    with: { setup: 'mkdir -p artifacts', install: 'apt-get install -y make', run: 'make' },
    gives: ['runs-script(script=mkdir -p artifacts\napt-get install -y make\nmake shell=bash)'],
  },
  {
    what: 'runs in an image',
    uses: 'addnab/docker-run-action@v3',
    with: { image: 'alpine', run: 'make' },
    gives: ['runs-script(script=make shell=bash)'],
  },
  {
    what: 'runs with a display',
    uses: 'GabrielBB/xvfb-action@v1',
    with: { run: 'npm test' },
    gives: ['runs-script(script=npm test shell=bash)'],
  },
  {
    what: 'runs with an emulator',
    uses: 'reactivecircus/android-emulator-runner@v2',
    with: { script: './gradlew check' },
    gives: ['runs-script(script=./gradlew check shell=bash)'],
  },
  {
    what: 'runs in a virtual machine',
    uses: 'vmactions/freebsd-vm@v1',
    with: { prepare: 'pkg install -y go', run: 'go build' },
    gives: ['runs-script(script=pkg install -y go\ngo build shell=bash)'],
  },
  {
    what: 'runs in a virtual machine',
    uses: 'vmactions/openbsd-vm@v1',
    with: { run: 'make' },
    gives: ['runs-script(script=\nmake shell=bash)'],
  },
  {
    what: 'runs in a virtual machine',
    uses: 'vmactions/netbsd-vm@v1',
    with: { run: 'make' },
    gives: ['runs-script(script=\nmake shell=bash)'],
  },
  {
    what: 'runs in a virtual machine',
    uses: 'vmactions/solaris-vm@v1',
    with: { run: 'make' },
    gives: ['runs-script(script=\nmake shell=bash)'],
  },
  {
    what: 'runs in a virtual machine',
    uses: 'cross-platform-actions/action@v0.25.0',
    with: { run: 'make' },
    gives: ['runs-script(script=make shell=bash)'],
  },
  {
    what: 'runs in an image of a board',
    uses: 'pguyot/arm-runner-action@v2',
    with: { commands: 'make' },
    gives: ['runs-script(script=make shell=bash)'],
  },
  {
    what: 'builds',
    uses: 'lukka/run-cmake@v10',
    gives: ['runs-script(script=cmake --build build shell=bash)'],
  },
  {
    what: 'builds',
    uses: 'threeal/cmake-action@v2',
    gives: ['runs-script(script=cmake --build build shell=bash)'],
  },
  {
    what: 'runs a command',
    uses: 'Wandalen/wretry.action@v3',
    with: { command: 'make' },
    gives: ['runs-script(script=make shell=bash)'],
  },
  {
    what: 'runs an action that is not read',
    uses: 'Wandalen/wretry.action@v3',
    with: { action: 'o/a@v1' },
    gives: ['opaque(why=it runs another action mayPublish=true)'],
  },
  {
    what: 'runs cross',
    uses: 'houseabsolute/actions-rust-cross@v1',
    with: { command: 'build', target: 'aarch64-unknown-linux-gnu', args: '--release' },
    gives: [
      'installs(tool=cross via=houseabsolute/actions-rust-cross right=true)',
      'installs(tool=cargo via=houseabsolute/actions-rust-cross right=true)',
      'runs-script(script=cargo build --target aarch64-unknown-linux-gnu --release shell=bash)',
    ],
  },
  {
    what: 'installs what a file names',
    uses: 'jdx/mise-action@v2',
    gives: ['installs(tool=mise via=jdx/mise-action right=true)', 'opaque(why=it installs what mise.toml names mayPublish=false)'],
  },
  {
    what: 'installs what a file names',
    uses: 'asdf-vm/actions/install@v3',
    gives: ['installs(tool=asdf via=asdf-vm/actions/install right=true)', 'opaque(why=it installs what .tool-versions names mayPublish=false)'],
  },
  {
    what: 'runs a function',
    uses: 'dagger/dagger-for-github@v8',
    with: { call: 'publish' },
    gives: ['installs(tool=dagger via=dagger/dagger-for-github right=true)', 'opaque(why=it runs a Dagger function mayPublish=true)'],
  },
  {
    what: 'installs packages',
    uses: 'awalsh128/cache-apt-pkgs-action@v1',
    with: { packages: 'make gnupg' },
    gives: ['runs-script(script=apt-get install make gnupg shell=bash)'],
  },
];
