import { command, commands, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow } from '../schema.ts';

const goFlags =
  '-o= -a -n -p= -race -msan -v -work -x -asmflags= -buildmode= -buildvcs[=] -compiler= -gcflags= -installsuffix= -ldflags= -mod= -modcacherw -modfile= -overlay= -pgo= -pkgdir= -tags= -trimpath -toolexec= -C= -cover -coverpkg= -json -linkshared';

/** Go builds. */
export const goRows: readonly CommandRow[] = [
  command('go build', readPage('https://pkg.go.dev/cmd/go', '1.24'), {
    flags: goFlags,
    aliases: ['garble build'],
    effects: [
      {
        kind: 'builds',
        outputs: '{flags.o}',
        by: 'go build',
        choose: { outputs: { cases: [{ when: { flag: 'o', matches: '*/' }, value: ['{flags.o}*'] }] } },
        when: { flag: 'o', set: true },
      },
      { kind: 'builds', outputs: [], by: 'go build', when: { flag: 'o', set: false } },
    ],
    stdout: '',
  }),
  command('gox', readAt('mitchellh/gox', '9f712387e2d2c810d99040228f89ae5bb5dd21e5')('main.go'), {
    flags:
      '-output= -osarch= -os= -arch= -ldflags= -tags= -parallel= -gcflags= -asmflags= -gocmd= -mod= -build-toolchain -verbose -cgo -rebuild -osarch-list -race',
    effects: [
      {
        kind: 'builds',
        // Programs for Windows get their ending.
        outputs: ['{flags.output | go-template}', '{flags.output | go-template}.exe'],
        by: 'gox',
        choose: { outputs: { cases: [{ when: { flag: 'output', matches: '*}}' }, value: ['{flags.output | go-template}'] }] } },
        when: {
          all: [
            { flag: 'output', set: true },
            { flag: 'osarch-list', set: false },
          ],
        },
      },
      {
        kind: 'builds',
        outputs: [],
        by: 'gox',
        when: {
          all: [
            { flag: 'output', set: false },
            { flag: 'osarch-list', set: false },
          ],
        },
      },
    ],
  }),
  command('xgo', notRead('https://github.com/techknowlogick/xgo'), {
    flags: '-out= -dest= --targets= --dest= --out= --pkg=',
    effects: [{ kind: 'builds', outputs: [], by: 'xgo' }],
  }),
  command('goreleaser', readAt('goreleaser/goreleaser', 'cd616d2c080b205bfe0833396e6f2d208253095e', 'v2.18.0')('cmd/release.go'), {
    flags:
      '--config,-f= --clean,--rm-dist --snapshot --auto-snapshot --draft --fail-fast --nightly --parallelism,-p= --prepare --release-header= --release-footer= --release-notes= --skip=* --skip-publish --skip-sign --skip-docker --skip-validate --skip-announce --skip-sbom --single-target --timeout= --split --verbose --id=* --output,-o= --key,-k=',
    effects: [{ kind: 'runs-tool', tool: 'goreleaser', args: '{flags.line}' }],
  }),
  command('go install', readPage('https://pkg.go.dev/cmd/go', '1.24'), { flags: goFlags, roles: ['installs'], stdout: '' }),
  ...commands(['fyne package', 'fyne-cross', 'wails build', 'wails3 build'], notRead('https://docs.fyne.io/started/packaging'), {
    flags: '-o= -os= -name= --platform= -platform= -clean -nsis -release',
    effects: [{ kind: 'builds', outputs: [], by: 'a Go packager' }],
  }),
];
