/** Programs that publish nothing and write nothing but what they are redirected to, whatever their words. */
export const harmlessPrograms: readonly string[] = [
  ...': [ [[ . basename cal cat cd cmp column comm cut date df diff dirname du echo egrep env expand expr false factor fgrep file find fold free getconf getopt grep groups head hexdump hostname id jobs join kill less locale ls lsb_release mktemp more nl nm nproc objdump od paste pathchk pgrep printenv printf ps pwd readelf readlink realpath rev seq size sleep sort stat strings stty sum sync tac tail tail test time top tput tr tree true tsort tty type uname unexpand uniq uptime users wait wc whereis which who whoami xxd yes'.split(
    ' ',
  ),
  ...'alias bg bind break builtin caller compgen complete continue declare dirs disown enable exit export fc fg getopts hash help history let local logout mapfile popd pushd read readarray readonly return set shift shopt source suspend times trap typeset ulimit umask unalias unset'.split(
    ' ',
  ),
  ...'awk gawk mawk jq gojq xq dasel ag rg fd tomlq htmlq xmllint xmlstarlet bc dc base64 base32 iconv envsubst ldd otool lddtree ldconfig dpkg-query dpkg-architecture dpkg-parsechangelog apt-cache rpm2cpio debchange dch lintian rpmlint desktop-file-validate appstreamcli appstream-util checksec'.split(
    ' ',
  ),
  ...'pytest unittest tox-check mocha jest vitest ava cypress playwright karma rspec minitest phpunit ctest gtest golangci-lint staticcheck gofmt goimports govulncheck gotestsum ginkgo eslint prettier stylelint biome oxlint tsc-check black ruff flake8 mypy pylint pyright isort bandit coverage codecov codecovcli coveralls rubocop brakeman shellcheck shfmt hadolint yamllint actionlint zizmor markdownlint markdownlint-cli2 cspell codespell typos lychee commitlint gitleaks trufflehog semgrep grype osv-scanner snyk-test checkov tfsec kubeconform kubeval kube-linter conftest opa ct chart-testing helm-docs kind k3d minikube kubectl kustomize kubeseal'.split(
    ' ',
  ),
  ...'nvidia-smi systemctl service journalctl mount umount modprobe sysctl ip ifconfig netstat ss ping dig nslookup host nc ncat telnet openssl-version ssh-add ssh-agent ssh-keyscan gpgconf gpg-agent gpg-connect-agent security dscl sw_vers xcode-select defaults say osascript pmset softwareupdate update-alternatives locale-gen chsh chown chgrp chmod mkdir rmdir mkfifo sudo'.split(
    ' ',
  ),
  ...'rustup rustfmt clippy-driver nvm fnm n volta corepack pyenv rbenv asdf sdk goenv tfenv jenv virtualenv venv activate conda mamba micromamba bundle bundler cpanm composer hatch-env direnv'.split(
    ' ',
  ),
  ...'apt apt-get apt-key add-apt-repository dnf yum microdnf zypper pacman apk brew port snap choco scoop winget flatpak xbps-install emerge pip pipx gem cargo-binstall nuget-restore go-mod twine-check'.split(
    ' ',
  ),
  ...'Write-Host Write-Output Write-Error Get-ChildItem Get-Content Get-Item Get-Location Set-Location Test-Path Select-String Select-Object Where-Object ForEach-Object Sort-Object Join-Path Split-Path Resolve-Path Get-Command Get-Date Start-Sleep New-Item ConvertFrom-Json ConvertTo-Json Out-String Measure-Object Out-Null Out-Host Write-Verbose Write-Warning Write-Debug Write-Information Write-Progress Import-Module Install-Module Set-StrictMode Get-Unique Get-Member Get-Variable Get-Process Get-Random Get-Host Get-ItemProperty Get-CimInstance Get-Module Group-Object Compare-Object Format-Table Format-List Add-Type Add-AppxPackage Set-ExecutionPolicy Test-Connection Push-Location Pop-Location'.split(
    ' ',
  ),
];

/** Lines of programs that do other things too, and that publish nothing and write nothing of interest. */
export const harmlessLines: readonly string[] = [
  ...'status log diff show branch checkout switch restore fetch pull clone init remote rev-parse rev-list describe merge merge-base rebase cherry-pick reset revert stash clean ls-files ls-tree ls-remote cat-file for-each-ref symbolic-ref name-rev shortlog blame grep bisect worktree submodule lfs sparse-checkout update-index update-ref gc fsck reflog apply am format-patch mv rm notes check-ignore credential var version help count-objects whatchanged'
    .split(' ')
    .map((verb) => `git ${verb}`),
  ...'auth repo pr issue run workflow cache config secret variable ssh-key gpg-key label gist org project search status browse alias extension codespace ruleset completion version help'
    .split(' ')
    .map((verb) => `gh ${verb}`),
  ...'version initialize env tree triangulate public-key import-key-pair manifest dockerfile load piv-tool pkcs11-tool trusted-root signing-config completion bundle clean debug help generate'
    .split(' ')
    .map((verb) => `cosign ${verb}`),
  ...'version cataloger config login completion help'.split(' ').map((verb) => `syft ${verb}`),
  ...'version plugin config server clean kubernetes k8s aws module registry help convert conf'.split(' ').map((verb) => `trivy ${verb}`),
  ...'version env lint show search list ls get history status create completion plugin repo registry docs help dependency dep'
    .split(' ')
    .map((verb) => `helm ${verb}`),
  ...'audit explain recipe lineage disposition adr completion help'.split(' ').map((verb) => `sealwright ${verb}`),
  'slsa-verifier version',
  'slsa-verifier help',
  ...'ps images logs version info system network volume start stop kill rm rmi wait port stats top events history search logout context swarm service node stack diff rename restart update pause unpause attach export'
    .split(' ')
    .map((verb) => `docker ${verb}`),
  ...'ls rm prune history'.split(' ').flatMap((verb) => [`docker image ${verb}`, `docker builder ${verb}`]),
  ...'ls rm prune start stop logs inspect wait kill'.split(' ').map((verb) => `docker container ${verb}`),
  ...'create use ls inspect rm stop du prune version install uninstall dial-stdio history'.split(' ').map((verb) => `docker buildx ${verb}`),
  ...'up down ps logs config pull start stop restart rm images ls top events kill create version wait'
    .split(' ')
    .flatMap((verb) => [`docker compose ${verb}`, `docker-compose ${verb}`]),
  ...'ps images logs version info system network volume start stop kill rm rmi wait machine pod search logout unshare mount'
    .split(' ')
    .flatMap((verb) => [`podman ${verb}`, `buildah ${verb}`]),
  ...'ls manifest config catalog validate blob registry version'.split(' ').map((verb) => `crane ${verb}`),
  ...'discover repo blob version logout backup restore'.split(' ').map((verb) => `oras ${verb}`),
  ...'list-tags logout manifest-digest layers generate-sigstore-key'.split(' ').map((verb) => `skopeo ${verb}`),
  ...'test vet fmt mod env list version get work clean doc help telemetry fix'.split(' ').map((verb) => `go ${verb}`),
  ...'test check clippy fmt doc metadata tree update fetch vendor clean search login logout add remove new init bench audit deny nextest llvm-cov tarpaulin hack semver-checks machete udeps outdated version help locate-project binstall msrv expand miri'
    .split(' ')
    .map((verb) => `cargo ${verb}`),
  ...'test stop audit config view ls list outdated cache dedupe prune rebuild link explain doctor whoami login logout ping set get pkg init help bin prefix root fund org team access dist-tag deprecate unpublish owner profile token trust diff query'
    .split(' ')
    .map((verb) => `npm ${verb}`),
  ...'test add remove update outdated why list store config fetch prune rebuild import audit licenses env setup patch approve-builds'
    .split(' ')
    .map((verb) => `pnpm ${verb}`),
  ...'test add remove up upgrade why list config cache set node dedupe plugin version info constraints'.split(' ').map((verb) => `yarn ${verb}`),
  ...'test add remove update init create upgrade'.split(' ').map((verb) => `bun ${verb}`),
  ...'sync lock venv pip add remove init tree export python self cache version tool format'.split(' ').map((verb) => `uv ${verb}`),
  ...'install lock add remove update show check config env shell init self source cache version export'.split(' ').map((verb) => `poetry ${verb}`),
  ...'install sync lock add remove update config env version use venv'.split(' ').flatMap((verb) => [`pdm ${verb}`, `hatch ${verb}`]),
  'twine check',
  'maturin develop',
  'maturin list-python',
  'wheel unpack',
  'auditwheel show',
  'sigstore get-identity-token',
  ...'install test restore clean new list add remove tool format sln workload ef user-secrets help --info --version'.split(' ').map((verb) => `dotnet ${verb}`),
  ...'install update list specification signin fetch sources contents environment info search outdated cert cleanup which'
    .split(' ')
    .map((verb) => `gem ${verb}`),
  ...'install use trust ls list which where settings doctor current outdated prune uninstall upgrade plugins plugin activate env reshim self-update version help cache'
    .split(' ')
    .map((verb) => `mise ${verb}`),
  'deno test',
  'deno lint',
  'deno fmt',
  'deno check',
  'deno cache',
  'deno install',
  'flux install',
  'flux check',
  'flux bootstrap',
  'flux reconcile',
  'flux get',
  'flux version',
  'changeset status',
  'changeset version',
  'lerna changed',
  'lerna bootstrap',
  'goreleaser check',
  'goreleaser healthcheck',
  'ko version',
  'ko login',
  'pack config',
  'pack builder',
  'regctl version',
  'regctl registry set',
  'regctl tag ls',
  'notation version',
  'notation key',
  'notation cert',
  'notation policy',
  'notation login',
  'notation ls',
  'notation plugin',
  'witness version',
  'gitsign initialize',
  'gitsign version',
  'gitsign show',
  'melange keygen',
  'melange lint',
  'vsce ls',
  'vsce login',
  'vsce verify-pat',
  'ovsx create-namespace',
  'ovsx verify-pat',
  'rustup target add',
  'cargo dist init',
  'openssl version',
  'openssl rand',
  'openssl enc',
  'openssl x509',
  'openssl pkcs12',
  'openssl s_client',
  'openssl base64',
  'osslsigncode extract-signature',
  'xcrun simctl',
  'xcrun --sdk',
  'hdiutil attach',
  'hdiutil detach',
  'hdiutil verify',
  'snapcraft login',
  'snapcraft status',
  'snapcraft clean',
  'mix test',
  'mix deps.get',
  'mix compile',
  'dart test',
  'dart pub get',
  'flutter test',
  'flutter pub get',
  'pod install',
  'pod lib lint',
  'pod spec lint',
  'swift test',
  'swift package',
];

/** Flags with a value that stand before the subcommand of a program with harmless lines. */
export const globalFlags: Readonly<Record<string, readonly string[]>> = {
  git: ['-C', '-c', '--git-dir', '--work-tree', '--namespace', '--exec-path'],
  gh: ['-R', '--repo'],
  docker: ['--context', '-c', '-H', '--host', '--config', '--log-level', '-l'],
  podman: ['--connection', '-c', '--url', '--root', '--runroot', '--storage-driver', '--log-level'],
  helm: ['-n', '--namespace', '--kube-context', '--kubeconfig', '--registry-config', '--repository-config'],
  npm: ['--prefix', '-C', '-w', '--workspace', '--registry', '--loglevel'],
  pnpm: ['-C', '--dir', '--filter', '-F', '--loglevel'],
  yarn: ['--cwd'],
  bun: ['--cwd', '--filter'],
  cargo: ['-C', '-Z', '--config', '--manifest-path', '--color'],
  go: ['-C'],
  uv: ['--directory', '--project', '--config-file', '--cache-dir'],
  poetry: ['-C', '--directory', '-P', '--project'],
  mise: ['-C', '--cd', '-E', '--env'],
};
