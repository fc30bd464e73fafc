/** A program that runs another command line: its flags, and how many words stand before that command line. */
export interface Wrapper {
  /** The program and its words: `pnpm exec`. */
  readonly line: string;
  readonly flags: string;
  readonly skip?: number;
  /** `NAME=value` words may stand before the command line. */
  readonly assigns?: true;
  /** The command line is only read after `--`. */
  readonly dashes?: true;
  /** Who fetches the tool, when the wrapper does. */
  readonly manager?: 'npm' | 'pip';
  /** The flag that names the package when it is not the command's own name. */
  readonly package?: string;
  /** The tool is a dependency of the project: it counts as installed. */
  readonly project?: true;
}

const python =
  '--python=,-p --index-url=,-i --extra-index-url= --index=* --default-index= --cache-dir= --no-cache,-n --quiet,-q --verbose,-v --offline --isolated --refresh --project= --directory= --config-file= --env-file=';

/** Programs that run what follows them. What `make`, `npm run` and the like call is followed by whoever has the files. */
export const wrappers: readonly Wrapper[] = [
  {
    line: 'sudo',
    flags: '-u,--user= -g,--group= -h,--host= -p,--prompt= -C= -r= -t= -T= -U= -D,--chdir= -R= -E -H -n -S -i -k -K -A -b --preserve-env[=]',
    assigns: true,
  },
  { line: 'doas', flags: '-u= -C= -n -s', assigns: true },
  { line: 'env', flags: '-i,--ignore-environment -u,--unset= -C,--chdir= -v', assigns: true },
  { line: 'cross-env', flags: '', assigns: true, project: true },
  { line: 'time', flags: '-p -v -a -f,--format= -o,--output=' },
  { line: 'nice', flags: '-n,--adjustment=' },
  { line: 'ionice', flags: '-c= -n= -t' },
  { line: 'nohup', flags: '' },
  { line: 'setsid', flags: '-w -f -c' },
  { line: 'stdbuf', flags: '-i= -o= -e=' },
  { line: 'unbuffer', flags: '' },
  { line: 'chronic', flags: '-v -e' },
  { line: 'exec', flags: '-c -l -a=' },
  { line: 'builtin', flags: '' },
  { line: 'fakeroot', flags: '-i= -s= -u --' },
  { line: 'faketime', flags: '-f -m', skip: 1 },
  { line: 'timeout', flags: '-s,--signal= -k,--kill-after= --foreground --preserve-status -v,--verbose', skip: 1 },
  { line: 'gtimeout', flags: '-s,--signal= -k,--kill-after= --foreground --preserve-status', skip: 1 },
  { line: 'caffeinate', flags: '-d -i -m -s -u -t=' },
  { line: 'arch', flags: '-x86_64 -arm64 -arch=' },
  { line: 'xvfb-run', flags: '-a,--auto-servernum -s,--server-args= -n,--server-num= -e= -f= -l -p=' },
  { line: 'dbus-run-session', flags: '--config-file=' },
  { line: 'op run', flags: '--env-file= --no-masking --account=', dashes: true },
  { line: 'doppler run', flags: '--project= -p= --config= -c= --token=', dashes: true },
  { line: 'infisical run', flags: '--env= --path= --projectId= --token=', dashes: true },
  { line: 'dotenvx run', flags: '-f= --env-file=', dashes: true },
  { line: 'dotenv', flags: '-e= -c= -o', dashes: true },
  { line: 'aws-vault exec', flags: '--duration= -d= --no-session -n --region=', skip: 1 },
  { line: 'chamber exec', flags: '', dashes: true },
  { line: 'mise exec', flags: '-C= --cd= -j=', dashes: true, project: true },
  { line: 'mise x', flags: '-C= --cd= -j=', dashes: true, project: true },
  { line: 'asdf exec', flags: '', project: true },
  { line: 'pyenv exec', flags: '', project: true },
  { line: 'rbenv exec', flags: '', project: true },
  { line: 'volta run', flags: '--node= --npm= --yarn=', project: true },
  { line: 'fnm exec', flags: '--using=', project: true },
  { line: 'nvm exec', flags: '', skip: 1 },
  { line: 'direnv exec', flags: '', skip: 1 },
  { line: 'devbox run', flags: '-c= --config=', dashes: true, project: true },
  { line: 'conda run', flags: '-n,--name= -p,--prefix= --no-capture-output --live-stream', project: true },
  { line: 'micromamba run', flags: '-n,--name= -p,--prefix= -a=', project: true },
  { line: 'pixi run', flags: '-e,--environment= --manifest-path= --locked --frozen', project: true },
  { line: 'pipenv run', flags: '', project: true },
  { line: 'poetry run', flags: '-C,--directory= -P,--project= -q -v', project: true },
  { line: 'pdm run', flags: '-p,--project= -s', project: true },
  { line: 'rye run', flags: '', project: true },
  { line: 'hatch run', flags: '', project: true },
  {
    line: 'uv run',
    flags: `${python} --with=* --with-requirements= --with-editable= --extra=* --group=* --no-group= --only-group= --all-extras --all-groups --no-dev --dev --frozen --locked --no-project --no-sync --exact --active --package= --script,-s --module,-m=`,
    project: true,
  },
  { line: 'uvx', flags: `${python} --from= --with=* --with-editable= --with-requirements=`, manager: 'pip', package: 'from' },
  { line: 'uv tool run', flags: `${python} --from= --with=* --with-editable= --with-requirements=`, manager: 'pip', package: 'from' },
  { line: 'pipx run', flags: '--spec= --pip-args= --python= --no-cache --with=* --path --verbose -q', manager: 'pip', package: 'spec' },
  { line: 'bundle exec', flags: '--keep-file-descriptors --gemfile=', project: true },
  {
    line: 'npx',
    flags:
      '-y,--yes -p,--package=* --no-install --no -q,--quiet --prefer-offline --prefer-online --ignore-existing --registry= --userconfig= -w= --workspace= --prefix= --node-options=',
    manager: 'npm',
    package: 'package',
  },
  {
    line: 'npm exec',
    flags: '-y,--yes -p,--package=* --no-install --no -q,--quiet --prefer-offline -w= --workspace= --prefix= --registry=',
    manager: 'npm',
    package: 'package',
  },
  { line: 'npm x', flags: '-y,--yes -p,--package=*', manager: 'npm', package: 'package' },
  { line: 'pnpm exec', flags: '-r -w --recursive --workspace-root --filter= -F= -C= --dir= --parallel -c,--shell-mode', project: true },
  { line: 'pnpm dlx', flags: '--package=* -c,--shell-mode --silent,-s --allow-build=', manager: 'npm', package: 'package' },
  { line: 'pnpx', flags: '--package=* -c', manager: 'npm', package: 'package' },
  { line: 'yarn exec', flags: '--cwd= --silent,-s', project: true },
  { line: 'yarn dlx', flags: '-p,--package=* -q,--quiet', manager: 'npm', package: 'package' },
  { line: 'bunx', flags: '--bun -p,--package= --silent --verbose --no-install', manager: 'npm', package: 'package' },
  { line: 'bun x', flags: '--bun -p,--package= --silent --verbose --no-install', manager: 'npm', package: 'package' },
  { line: 'corepack', flags: '' },
  { line: 'lerna exec', flags: '--scope= --ignore= --concurrency= --since= --no-private --stream --parallel --no-bail', project: true },
  { line: 'dotnet tool run', flags: '--allow-roll-forward', project: true },
];

/** Programs that a package installs under another name than its own, by `manager:package`. */
export const programOfPackage: Readonly<Record<string, string>> = {
  'npm:@vscode/vsce': 'vsce',
  'npm:@cyclonedx/cyclonedx-npm': 'cyclonedx-npm',
  'npm:@cyclonedx/cdxgen': 'cdxgen',
  'npm:@electron-forge/cli': 'electron-forge',
  'npm:@tauri-apps/cli': 'tauri',
  'npm:@changesets/cli': 'changeset',
  'npm:@sigstore/cli': 'sigstore-js',
  'npm:@goreleaser/goreleaser': 'goreleaser',
  'pip:build': 'pyproject-build',
  'pip:cyclonedx-bom': 'cyclonedx-py',
  'pip:in-toto': 'in-toto-run',
};

/** Flags of Node's package managers that stand before the program that they run. */
export const nodeManagerFlags = '-r,--recursive -w,--workspace-root -s,--silent --filter,-F= -C,--dir= --cwd= --prefix=';

/** Programs of Node packages that `yarn X`, `pnpm X` and `bun X` run without a word between. */
export const nodePrograms: ReadonlySet<string> = new Set([
  'electron-builder',
  'electron-forge',
  'semantic-release',
  'multi-semantic-release',
  'changeset',
  'lerna',
  'release-it',
  'np',
  'covector',
  'vsce',
  'ovsx',
  'tauri',
  'cyclonedx-npm',
  'cdxgen',
  'jsr',
  'wrangler',
  'web-ext',
  'chrome-webstore-upload',
  'chrome-webstore-upload-cli',
  'release-please',
]);

/** Modules that `python -m` runs, by the name of the program they are. Others are not peeled. */
export const pythonModules: Readonly<Record<string, string>> = {
  build: 'pyproject-build',
  twine: 'twine',
  sigstore: 'sigstore',
  pip: 'pip',
  uv: 'uv',
  hatch: 'hatch',
  flit: 'flit',
  poetry: 'poetry',
  pdm: 'pdm',
  maturin: 'maturin',
  cibuildwheel: 'cibuildwheel',
  auditwheel: 'auditwheel',
  delocate: 'delocate-wheel',
  cyclonedx_py: 'cyclonedx-py',
  pypi_attestations: 'pypi-attestations',
  PyInstaller: 'pyinstaller',
  pipx: 'pipx',
  pytest: 'pytest',
  wheel: 'wheel',
  nuitka: 'nuitka',
  semantic_release: 'python-semantic-release',
};

/** Images whose entry point is a program of the catalog, without registry, tag and digest. */
export const imagePrograms: Readonly<Record<string, string>> = {
  'anchore/syft': 'syft',
  'anchore/grype': 'grype',
  'aquasec/trivy': 'trivy',
  'aquasecurity/trivy': 'trivy',
  'projectsigstore/cosign': 'cosign',
  'sigstore/cosign': 'cosign',
  'sigstore/cosign/cosign': 'cosign',
  'chainguard/cosign': 'cosign',
  'goreleaser/goreleaser': 'goreleaser',
  'goreleaser/goreleaser-pro': 'goreleaser',
  'goreleaser/goreleaser-cross': 'goreleaser',
  'goreleaser/nfpm': 'nfpm',
  'kaniko-project/executor': 'executor',
  'chainguard-forks/kaniko': 'executor',
  'go-containerregistry/crane': 'crane',
  'skopeo/stable': 'skopeo',
  'containers/skopeo': 'skopeo',
  'buildah/stable': 'buildah',
  'regclient/regctl': 'regctl',
  'oras-project/oras': 'oras',
  'alpine/helm': 'helm',
  'helmpack/chart-releaser': 'cr',
  'cyclonedx/cdxgen': 'cdxgen',
  'jreleaser/jreleaser-slim': 'jreleaser',
  'wolfi-dev/sdk': '',
  'chainguard/melange': 'melange',
  'chainguard/apko': 'apko',
};

/** The flags of `docker run` that take a value; the others stand alone. */
export const dockerRunFlags =
  '-a,--attach= --add-host= --annotation= --blkio-weight= --cap-add= --cap-drop= --cgroup-parent= --cgroupns= --cidfile= --cpu-period= --cpu-quota= -c,--cpu-shares= --cpus= --cpuset-cpus= --cpuset-mems= -d,--detach --device= --dns= --domainname= ' +
  '-e,--env=* --env-file= --entrypoint= --expose= --gpus= --group-add= --health-cmd= --health-interval= --health-retries= --health-timeout= -h,--hostname= --init -i,--interactive --ip= --ipc= --isolation= -l,--label= --label-file= --link= --log-driver= --log-opt= ' +
  '--mac-address= -m,--memory= --memory-reservation= --memory-swap= --mount= --name= --network,--net= --network-alias= --oom-kill-disable --pid= --pids-limit= --platform= --privileged -p,--publish= -P,--publish-all --pull= -q,--quiet --read-only --restart= --rm --runtime= ' +
  '--security-opt= --shm-size= --sig-proxy --stop-signal= --stop-timeout= --storage-opt= --sysctl= --tmpfs= -t,--tty --ulimit= --use-api-socket -u,--user= --userns= --uts= -v,--volume=* --volume-driver= --volumes-from= -w,--workdir=';
