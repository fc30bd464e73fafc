/** What each variable of the environment that is read does, by who reads it; `test/environment.test.ts` walks the reads. */
export const environment: readonly { readonly names: readonly string[]; readonly about: string }[] = [
  { names: ['NO_COLOR'], about: 'no colour' },
  { names: ['FORCE_COLOR'], about: 'colour also where standard output is no terminal; `0` for none' },
  { names: ['TERM'], about: '`dumb` for no colour' },
  { names: ['SEALWRIGHT_DEBUG'], about: 'adds the place in the code to the message of an internal error' },
  {
    names: ['GH_TOKEN', 'GITHUB_TOKEN'],
    about: 'a token for github.com and GHE.com, and for the server that a runner belongs to: `--online`, and what `verify` asks of GitHub',
  },
  { names: ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'], about: 'a token for a GitHub Enterprise Server' },
  {
    names: ['GITHUB_SERVER_URL', 'GITHUB_API_URL'],
    about: 'set by runners: the address of the API, for repositories on the host of the first alone',
  },
  { names: ['HTTPS_PROXY', 'NO_PROXY'], about: 'through what other machines are reached, and which without' },
  { names: ['NODE_EXTRA_CA_CERTS'], about: 'read by Node: a file of further certificate authorities for TLS' },
  { names: ['NPM_CONFIG_REGISTRY', 'npm_config_registry'], about: 'the registry of `pkg:npm/…`' },
  { names: ['REGISTRY_AUTH_FILE', 'DOCKER_CONFIG'], about: 'credentials for registries: a file, and the folder of a `config.json`' },
  { names: ['CONTAINERS_REGISTRIES_CONF'], about: 'mirrors, other locations and blocked registries, in place of the files of the user and of the system' },
  { names: ['COSIGN_REPOSITORY'], about: 'the repository that evidence for images is kept in' },
  { names: ['SEALWRIGHT_TOKEN_HOSTS'], about: 'hosts of token services that may be given the password of a registry on another host' },
  {
    names: ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR'],
    about: 'where configurations and credentials of the user are looked for',
  },
  { names: ['XDG_CACHE_HOME', 'LOCALAPPDATA'], about: 'where trusted roots and compiled code are kept, in a folder `sealwright`; without it in `~/.cache`' },
  { names: ['PATH'], about: 'where `git`, `gpg` and credential helpers are found' },
  {
    names: ['SEALWRIGHT_SIGNING_CONFIG', 'SEALWRIGHT_TRUSTED_ROOT'],
    about: 'for commands that sign: as `--signing-config` and `--trusted-root`; `verify` does not read them',
  },
  {
    names: ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'SIGSTORE_ID_TOKEN'],
    about: 'where commands that sign get an identity token from: that of a runner, or one that is given',
  },
  {
    names: ['GITLAB_CI', 'BUILDKITE', 'CIRCLECI', 'GCE_METADATA_HOST'],
    about: 'for commands that sign: whose job this is, and so who is asked for an identity token',
  },
  {
    names: ['GITHUB_EVENT_PATH', 'CI_PROJECT_VISIBILITY'],
    about: 'for commands that sign: whether the repository is public, where no token says it',
  },
  { names: ['SOURCE_DATE_EPOCH'], about: 'the time that an SBOM says it was made at, in seconds since 1970: the same input then gives the same bytes' },
  { names: ['COSIGN_PASSWORD'], about: 'the password of the key that `--key` gives to sign with' },
  {
    names: ['GITHUB_ACTIONS', 'GITHUB_WORKSPACE', 'GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'RUNNER_TEMP', 'INPUT_ONLINE'],
    about: 'set by runners: annotations of a workflow, the checkout, and what the action gives and takes',
  },
];
