import { command, notRead, readAt } from '../command-row.ts';
import type { Choice, CommandRow, Condition, EffectTemplate } from '../schema.ts';
import { dockerRunFlags } from '../wrappers.ts';

const buildx = readAt('docker/buildx', '461836ba0fcb3e847dab6045a726889faa150bdb', 'v0.36.0');
const docker = readAt('docker/cli', '28f756087eea5fa301f3fbf12b01ae62f91521c2', 'v29.7.2');
const podman = readAt('containers/podman', 'c6580b4a5219c9efb9ab79a540637d8a58b736f8', 'v5.4.0');
const buildah = readAt('containers/buildah', '5b1b18eebdc249bf445fe58b6f3d82fa91f35cf7', 'v1.44.0');

const global = '--config= --debug,-D --log-level= --tls --tlsverify --tlscacert= --tlscert= --tlskey= --host,-H=* --context=';
const buildFlags =
  `${global} --builder= --add-host=* --allow=* --annotation=* --attest=* --build-arg=* --build-context=* --cache-from=* --cache-to=* --cgroup-parent= --file,-f= --iidfile= --label=* --load --metadata-file= --network= --no-cache --no-cache-filter=* --output,-o=* --platform=* --policy=* --progress= --provenance= --pull --push --quiet,-q --sbom= --secret=* --shm-size= --ssh=* --tag,-t=* --target= --ulimit=* --call= --check ` +
  '--memory,-m= --memory-swap= --cpu-shares,-c= --cpu-period= --cpu-quota= --cpuset-cpus= --cpuset-mems= --compress --isolation= --security-opt=* --squash --rm --force-rm --disable-content-trust --print=';

type Provenance = 'none' | 'min' | 'max' | 'default' | 'unknown';
const pushes: Condition = {
  any: [
    { flag: 'push', set: true },
    { flag: 'output', matches: ['*type=registry*', '*push=true*'] },
  ],
};
const provenance: Choice<Provenance> = {
  cases: [
    {
      when: {
        any: [
          { flag: 'provenance', is: 'false' },
          { flag: 'attest', matches: '*type=provenance,disabled=true*' },
        ],
      },
      value: 'none',
    },
    {
      when: {
        any: [
          { flag: 'provenance', matches: '*mode=max*' },
          { flag: 'attest', matches: '*type=provenance*mode=max*' },
        ],
      },
      value: 'max',
    },
    {
      when: {
        any: [
          { flag: 'provenance', set: true },
          { flag: 'attest', matches: '*type=provenance*' },
        ],
      },
      value: 'min',
    },
    { when: { env: 'BUILDX_NO_DEFAULT_ATTESTATIONS', is: ['1', 'true', 'TRUE', 'True', 't', 'T'] }, value: 'none' },
  ],
  undecided: 'unknown',
};
const sbomOff: Condition = {
  any: [
    { flag: 'sbom', matches: ['false', '*disabled=true*'] },
    {
      all: [
        { flag: 'sbom', set: false },
        { flag: 'attest', matches: '*type=sbom,disabled=true*' },
      ],
    },
  ],
};
const sbomOn: Condition = {
  any: [
    { flag: 'sbom', set: true },
    { flag: 'attest', matches: '*type=sbom*' },
  ],
};
const sbom = { cases: [{ when: { all: [sbomOn, { not: sbomOff }] }, value: 'spdx' as const }], undecided: 'unknown' as const };

/** A build that pushes, one that stays, files that it writes, and what it says of the digest. */
function building(otherwise: Provenance): readonly EffectTemplate[] {
  return [
    {
      kind: 'pushes-image',
      refs: ['{flags.tag | noscheme}', '{flags.output | attr name}'],
      digest: '{outputs.digest}',
      media: 'image',
      platforms: '{flags.platform | commas}',
      context: '{args.0}',
      provenance: otherwise,
      sbom: 'none',
      choose: { provenance, sbom, byDigest: { cases: [{ when: { flag: 'output', matches: '*push-by-digest=true*' }, value: true }] } },
      when: pushes,
    },
    { kind: 'builds-image', refs: ['{flags.tag}', '{flags.output | attr name}'], context: '{args.0}', provenance: 'none', when: { not: pushes } },
    {
      kind: 'builds',
      outputs: ['{flags.output | attr dest}'],
      by: 'docker build',
      folders: ['{flags.output | attr dest}'],
      when: { flag: 'output', matches: '*dest=*' },
    },
    {
      kind: 'builds',
      outputs: [],
      by: 'docker build',
      folders: ['{flags.output}'],
      when: { all: [{ flag: 'output', set: true }, { not: { flag: 'output', matches: ['*=*', '-'] } }] },
    },
    { kind: 'writes', path: '{flags.metadata-file}', content: '{"containerimage.digest":"{outputs.digest}"}', when: { flag: 'metadata-file', set: true } },
    { kind: 'writes', path: '{flags.iidfile}', content: '{outputs.imageid}', when: { flag: 'iidfile', set: true } },
  ];
}

const login: readonly EffectTemplate[] = [
  {
    kind: 'logs-in',
    registry: '{args.0}',
    credential: 'unknown',
    choose: {
      registry: { cases: [{ when: { args: 'none', from: 0 }, value: 'docker.io' }] },
      credential: {
        cases: [
          { when: { flag: 'credential', is: 'job-token' }, value: 'job-token' },
          { when: { flag: 'credential', is: 'secret' }, value: 'secret' },
        ],
      },
    },
  },
];
const consumesFirst: readonly EffectTemplate[] = [
  { kind: 'consumes', subject: { kind: 'image', refs: '{args.0 | noscheme}' }, how: 'docker', when: { args: 'some', from: 0 } },
];
const opaque = (why: string): readonly EffectTemplate[] => [{ kind: 'opaque', why, mayPublish: true }];
const podmanPush =
  '--authfile= --cert-dir= --compress --creds= --disable-content-trust --digestfile= --force-compression --format,-f= --quiet,-q --remove-signatures --retry= --retry-delay= --sign-by= --sign-by-sigstore= --sign-by-sigstore-private-key= --sign-passphrase-file= --tls-verify --compression-format= --compression-level= --encryption-key=* --encrypt-layer=* --signature-policy= --all --rm --purge,-p --add-compression= --blob-cache= --disable-compression,-D --insecure';
/** Where podman and buildah push: the second word, or the image's own name. */
const pushTarget = '{args.1 | or args.0 | noscheme}';
const remoteTarget: Condition = { flag: 'target-is', is: 'registry' };
const podmanPushed: readonly EffectTemplate[] = [
  { kind: 'pushes-image', refs: pushTarget, digest: '{outputs.digest}', media: 'image', provenance: 'none', sbom: 'none', when: remoteTarget },
  {
    kind: 'signs',
    subject: { kind: 'digest', name: pushTarget, digest: '{outputs.digest}' },
    mechanism: 'gpg',
    keyless: false,
    key: '{flags.sign-by}',
    attachedTo: 'registry',
    when: { all: [remoteTarget, { flag: 'sign-by', set: true }] },
  },
  {
    kind: 'signs',
    subject: { kind: 'digest', name: pushTarget, digest: '{outputs.digest}' },
    mechanism: 'cosign-key',
    keyless: false,
    key: '{flags.sign-by-sigstore-private-key}',
    attachedTo: 'registry',
    when: {
      all: [
        remoteTarget,
        {
          any: [
            { flag: 'sign-by-sigstore', set: true },
            { flag: 'sign-by-sigstore-private-key', set: true },
          ],
        },
      ],
    },
  },
  { kind: 'writes', path: '{flags.digestfile}', content: '{outputs.digest}', when: { flag: 'digestfile', set: true } },
];

/** Docker with its plugins, and the programs that take its words. */
export const dockerRows: readonly CommandRow[] = [
  command('docker buildx build', buildx('commands/build.go'), {
    flags: buildFlags,
    aliases: ['docker buildx b', 'docker-buildx build'],
    effects: building('default'),
  }),
  command('docker build', docker('cli/command/image/build.go'), {
    flags: buildFlags,
    aliases: ['docker image build', 'docker builder build', 'nerdctl build', 'depot build'],
    effects: building('unknown'),
    note: 'whether BuildKit or the classic builder runs is not written here',
  }),
  command('docker buildx bake', buildx('commands/bake.go'), {
    flags: `${global} --builder= --file,-f=* --load --push --sbom= --provenance= --set=* --var=* --call= --allow=* --check --print --list= --metadata-file= --no-cache --progress= --pull --policy=*`,
    aliases: ['docker buildx f', 'depot bake'],
    effects: [{ kind: 'runs-tool', tool: 'bake', args: '{flags.line}' }],
  }),
  command('docker buildx imagetools create', buildx('util/imagetools/create.go'), {
    flags: `${global} --builder= --file,-f=* --tag,-t=* --dry-run --append --progress= --annotation=* --prefer-index --platform,-p=* --metadata-file=`,
    view: 'several',
    effects: [
      {
        kind: 'tags-image',
        refs: '{flags.tag | noscheme}',
        sources: '{args.0..}',
        newIndex: true,
        digest: '{outputs.digest}',
        choose: {
          newIndex: {
            cases: [
              {
                when: {
                  all: [
                    { flag: 'several', set: false },
                    { args: 'some', from: 0 },
                    { flag: 'append', set: false },
                    { flag: 'annotation', set: false },
                    { flag: 'platform', set: false },
                    { flag: 'file', set: false },
                  ],
                },
                value: false,
              },
            ],
          },
          rewrites: {
            cases: [
              {
                when: {
                  all: [
                    { flag: 'several', set: false },
                    { flag: 'append', set: false },
                    { flag: 'file', set: false },
                    {
                      any: [
                        { flag: 'annotation', set: true },
                        { flag: 'platform', set: true },
                      ],
                    },
                  ],
                },
                value: true,
              },
            ],
            undecided: false,
          },
        },
        when: { flag: 'dry-run', set: false },
      },
      { kind: 'writes', path: '{flags.metadata-file}', content: '{"containerimage.digest":"{outputs.digest}"}', when: { flag: 'metadata-file', set: true } },
    ],
    note: 'one source that is an index keeps its digest; one platform manifest becomes an index',
  }),
  command('docker buildx imagetools inspect', buildx('commands/imagetools/inspect.go'), {
    flags: `${global} --builder= --format= --raw`,
    view: 'image-inspect',
    effects: [{ kind: 'reads-digest', ref: '{args.0}', value: '{outputs.digest}' }],
    stdout: '{flags.printed}',
  }),
  command('docker push', docker('cli/command/image/push.go'), {
    flags: `${global} --all-tags,-a --quiet,-q --disable-content-trust --platform=`,
    aliases: ['docker image push', 'nerdctl push'],
    effects: [{ kind: 'pushes-image', refs: '{args.0}', digest: '{outputs.digest}', media: 'image' }],
    stdout: '{args.0}: digest: {outputs.digest} size: {outputs.size}',
  }),
  command('docker tag', docker('cli/command/image/tag.go'), {
    flags: global,
    aliases: ['docker image tag', 'podman tag', 'podman image tag', 'buildah tag', 'nerdctl tag'],
    effects: [{ kind: 'tags-image', local: true, refs: '{args.1..}', sources: '{args.0}', newIndex: false }],
  }),
  command('docker pull', docker('cli/command/image/pull.go'), {
    flags: `${global} --all-tags,-a --quiet,-q --disable-content-trust --platform= --arch= --tls-verify --creds= --authfile=`,
    aliases: ['docker image pull', 'podman pull', 'buildah pull', 'nerdctl pull'],
    effects: consumesFirst,
  }),
  command('docker run', docker('cli/command/container/run.go'), {
    flags: dockerRunFlags,
    stopsAtWord: true,
    aliases: ['docker container run', 'podman run', 'nerdctl run', 'docker create', 'docker container create', 'podman create'],
    view: 'container',
    effects: [
      { kind: 'consumes', subject: { kind: 'image', refs: '{flags.image}' }, how: 'docker run', when: { flag: 'image', set: true } },
      { kind: 'builds', outputs: [], by: 'docker run', folders: '{flags.mounted}', when: { flag: 'mounted', set: true } },
    ],
  }),
  command('docker save', docker('cli/command/image/save.go'), {
    flags: `${global} --output,-o= --platform= --format= --quiet,-q --compress --multi-image-archive,-m`,
    aliases: ['docker image save', 'podman save', 'podman image save'],
    effects: [{ kind: 'builds', outputs: '{flags.output | or flags.stdout-file}', by: 'docker save' }],
  }),
  command('docker load', docker('cli/command/image/load.go'), {
    flags: `${global} --input,-i= --quiet,-q --platform=`,
    aliases: ['docker image load', 'podman load', 'podman image load'],
  }),
  command('docker cp', notRead('https://docs.docker.com/reference/cli/docker/container/cp/'), {
    flags: `${global} --archive,-a --follow-link,-L --quiet,-q`,
    aliases: ['docker container cp', 'podman cp'],
    effects: [{ kind: 'builds', outputs: ['{args.1}', '{args.1}/**'], by: 'docker cp', when: { arg: 0, matches: '*:*' } }],
  }),
  command('docker login', docker('cli/command/registry/login.go'), {
    flags: `${global} --username,-u= --password,-p= --password-stdin --authfile= --tls-verify --cert-dir= --get-login --verbose,-v`,
    aliases: ['podman login', 'buildah login', 'skopeo login', 'nerdctl login'],
    view: 'credential',
    effects: login,
  }),
  command('docker manifest create', docker('cli/command/manifest/create_list.go'), {
    flags: `${global} --amend,-a --insecure --all --annotation=* --tls-verify`,
    aliases: ['podman manifest create', 'buildah manifest create'],
    effects: [{ kind: 'tags-image', local: true, refs: '{args.0}', sources: '{args.1..}', newIndex: true, when: { args: 'some', from: 1 } }],
  }),
  command('docker manifest push', docker('cli/command/manifest/push.go'), {
    flags: `${global} --purge,-p --insecure`,
    effects: [{ kind: 'pushes-image', refs: '{args.0}', digest: '{outputs.digest}', media: 'image' }],
    stdout: '{outputs.digest}',
  }),
  command('docker manifest annotate', docker('cli/command/manifest/annotate.go'), { flags: `${global} --os= --arch= --os-version= --os-features= --variant=` }),
  command('docker manifest inspect', docker('cli/command/manifest/inspect.go'), { flags: `${global} --insecure --verbose,-v` }),
  command('docker inspect', notRead('https://docs.docker.com/reference/cli/docker/inspect/'), {
    flags: `${global} --format,-f= --size,-s --type=`,
    aliases: ['docker image inspect', 'podman inspect', 'podman image inspect'],
    view: 'image-inspect',
    effects: [{ kind: 'reads-digest', ref: '{args.0}', value: '{outputs.digest}', when: { flag: 'format', matches: '*RepoDigests*' } }],
    stdout: '{flags.printed}',
  }),
  command('docker compose push', notRead('https://docs.docker.com/reference/cli/docker/compose/push/'), {
    flags: `${global} --file,-f=* --project-name,-p= --profile=* --env-file=* --project-directory=`,
    aliases: ['docker-compose push', 'podman-compose push'],
    effects: opaque('the compose file says what is pushed'),
  }),
  command('docker compose build', notRead('https://docs.docker.com/reference/cli/docker/compose/build/'), {
    flags: `${global} --file,-f=* --project-name,-p= --profile=* --env-file=* --project-directory= --push --build-arg=* --no-cache --pull`,
    aliases: ['docker-compose build', 'podman-compose build'],
    effects: [{ kind: 'opaque', why: 'the compose file says what is pushed', mayPublish: true, when: { flag: 'push', set: true } }],
  }),
  command('docker trust sign', notRead('https://docs.docker.com/reference/cli/docker/trust/sign/'), {
    flags: `${global} --local`,
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'image', refs: '{args.0}' },
        mechanism: 'custom',
        keyless: false,
        attachedTo: 'log',
        note: 'Docker Content Trust, which is being retired',
      },
      { kind: 'pushes-image', refs: '{args.0}', media: 'image', when: { flag: 'local', set: false } },
    ],
  }),
  command('podman build', notRead('https://docs.podman.io/en/latest/markdown/podman-build.1.html'), {
    flags:
      '--tag,-t=* --file,-f= --build-arg=* --platform=* --manifest= --no-cache --pull --label=* --annotation=* --iidfile= --target= --format= --squash --layers --secret=* --volume,-v=* --authfile= --jobs= --arch= --os= --isolation= --sbom= --sbom-output= --timestamp= --quiet,-q --output,-o=*',
    aliases: ['buildah bud', 'buildah build', 'buildah build-using-dockerfile', 'podman image build'],
    effects: [
      { kind: 'builds-image', refs: ['{flags.tag}', '{flags.manifest}'], context: '{args.0}', provenance: 'none' },
      { kind: 'writes', path: '{flags.iidfile}', content: '{outputs.imageid}', when: { flag: 'iidfile', set: true } },
    ],
  }),
  command('podman push', podman('cmd/podman/images/push.go'), { flags: podmanPush, aliases: ['podman image push'], view: 'transport', effects: podmanPushed }),
  command('buildah push', buildah('cmd/buildah/push.go'), { flags: podmanPush, view: 'transport', effects: podmanPushed }),
  command('podman manifest push', podman('cmd/podman/manifest/push.go'), {
    flags: podmanPush,
    aliases: ['buildah manifest push'],
    view: 'transport',
    effects: podmanPushed,
  }),
  command('podman manifest add', podman('cmd/podman/manifest/add.go'), {
    flags: '--all --annotation=* --arch= --authfile= --cert-dir= --creds= --features= --os= --os-version= --tls-verify --variant=',
    aliases: ['buildah manifest add'],
    effects: [{ kind: 'tags-image', local: true, refs: '{args.0}', sources: '{args.1..}', newIndex: true }],
  }),
  command('buildah commit', buildah('cmd/buildah/commit.go'), {
    flags: '--authfile= --creds= --format,-f= --iidfile= --rm --squash --quiet,-q --sign-by= --tls-verify --manifest=',
    stopsAtWord: true,
    view: 'transport',
    effects: [
      { kind: 'pushes-image', refs: '{args.1 | noscheme}', media: 'image', provenance: 'none', when: { flag: 'target-scheme', is: 'docker' } },
      { kind: 'builds-image', refs: '{args.1}', provenance: 'none', when: { not: { flag: 'target-scheme', is: 'docker' } } },
    ],
  }),
];
