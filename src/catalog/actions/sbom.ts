import type { ActionRow, Choice, Condition, EffectTemplate } from '../schema.ts';
import { contentsWrite, harmless, holdsJobToken, installer, notRead, read, retired } from './shared.ts';

type Describes = Extract<EffectTemplate, { kind: 'describes' }>;

const format: Choice<Describes['format']> = {
  cases: [
    { when: { input: 'format', matches: 'spdx*' }, value: 'spdx' },
    { when: { input: 'format', matches: 'cyclonedx*' }, value: 'cyclonedx' },
    { when: { input: 'format', is: ['json', 'table', 'text'] }, value: 'syft' },
  ],
  undecided: 'unknown',
};

/** Where the step puts the document that it makes: a name of its own unless one is given. */
const document = '{inputs.artifact-name | or outputs.sbom}';

/** On a release event always; on the push of a tag only when its release is there already. */
const attaches: Condition = {
  all: [
    { input: 'upload-release-assets', is: 'true' },
    {
      any: [
        { event: 'release' },
        { all: [{ event: 'push' }, { github: 'ref', matches: 'refs/tags/*' }, { unknown: 'the release exists when the SBOM is attached' }] },
      ],
    },
  ],
};

const describes = (subject: Describes['subject'], when: Condition): Describes => ({
  kind: 'describes',
  subject,
  format: 'unknown',
  output: document,
  attachedTo: 'nowhere',
  tool: 'syft',
  when,
  choose: {
    format,
    attachedTo: {
      cases: [
        { when: attaches, value: 'release' },
        { when: { input: 'upload-artifact', is: 'true' }, value: 'workflow-artifact' },
      ],
      undecided: 'workflow-artifact',
    },
  },
});

const isSbom: Condition = { input: 'format', is: ['spdx', 'spdx-json', 'cyclonedx'] };

const trivy = (subject: Describes['subject'], when: Condition): Describes => ({
  kind: 'describes',
  subject,
  format: 'unknown',
  output: '{inputs.output}',
  attachedTo: 'nowhere',
  tool: 'trivy',
  when: { all: [isSbom, when] },
  choose: { format },
});

const cyclonedx = (
  uses: string,
  options: {
    readonly defaults: ActionRow['defaults'];
    readonly output: string;
    readonly tool: string;
    readonly when?: Condition;
    readonly choose?: Describes['choose'];
    readonly source: ActionRow['source'];
    readonly note?: string;
    readonly besides?: readonly EffectTemplate[];
  },
): ActionRow => ({
  kind: 'action',
  uses,
  roles: ['describes'],
  defaults: options.defaults,
  outputs: {},
  effects: [
    {
      kind: 'describes',
      subject: { kind: 'source' },
      format: 'cyclonedx',
      output: options.output,
      attachedTo: 'nowhere',
      tool: options.tool,
      ...(options.when === undefined ? {} : { when: options.when }),
      ...(options.choose === undefined ? {} : { choose: options.choose }),
    },
    ...(options.besides ?? []),
  ],
  source: options.source,
  ...(options.note === undefined ? {} : { note: options.note }),
});

/** Actions that describe artifacts or the source, and installers of such tools. */
export const sbomRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'anchore/sbom-action',
    roles: ['describes', 'transports', 'publishes'],
    defaults: {
      path: '.',
      file: '',
      image: '',
      format: 'spdx-json',
      'output-file': '',
      'artifact-name': '',
      'upload-artifact': 'true',
      'upload-release-assets': 'true',
      'github-token': '{github.token}',
      'syft-version': '',
    },
    outputs: {},
    effects: [
      { kind: 'installs', tool: 'syft', via: 'anchore/sbom-action', right: true, version: '{inputs.syft-version}' },
      describes({ kind: 'image', refs: '{inputs.image | noscheme}' }, { input: 'image', set: true }),
      describes(
        { kind: 'files', paths: '{inputs.file}' },
        {
          all: [
            { input: 'file', set: true },
            { input: 'image', set: false },
          ],
        },
      ),
      describes(
        { kind: 'files', paths: '{inputs.path}', recursive: true },
        { all: [{ input: 'path', set: true }, { not: { input: 'path', is: ['.', './'] } }, { input: 'file', set: false }, { input: 'image', set: false }] },
      ),
      describes(
        { kind: 'source' },
        {
          all: [
            { input: 'path', is: ['.', './'] },
            { input: 'file', set: false },
            { input: 'image', set: false },
          ],
        },
      ),
      { kind: 'copies', from: document, to: '{inputs.output-file}', when: { input: 'output-file', set: true } },
      { kind: 'uploads-artifact', name: document, paths: document, expires: true, when: { input: 'upload-artifact', is: 'true' } },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{github.ref_name}' },
        subject: { kind: 'files', paths: document },
        replaces: true,
        when: { all: [{ input: 'upload-artifact', is: 'true' }, attaches] },
        choose: { needs: { cases: [{ when: holdsJobToken('github-token'), value: contentsWrite }], undecided: [] } },
      },
    ],
    source: read('anchore/sbom-action', 'src/github/SyftGithubAction.ts'),
    note: 'describes the checkout unless told otherwise; attaches the SBOM to the release by itself, unsigned',
  },
  {
    kind: 'action',
    uses: 'anchore/sbom-action/download-syft',
    roles: ['installs'],
    defaults: { 'syft-version': '' },
    outputs: { cmd: 'syft' },
    effects: [{ kind: 'installs', tool: 'syft', via: 'anchore/sbom-action/download-syft', right: true, version: '{inputs.syft-version}' }],
    source: read('anchore/sbom-action', 'download-syft/action.yml'),
  },
  {
    kind: 'action',
    uses: 'anchore/sbom-action/publish-sbom',
    roles: ['publishes'],
    defaults: { 'sbom-artifact-match': '.*\\.spdx\\.json$', 'upload-release-assets': 'true' },
    outputs: {},
    effects: [
      { kind: 'downloads-artifact', pattern: '{outputs.matched}', to: '{outputs.sboms}', merge: true },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{github.ref_name}' },
        subject: { kind: 'files', paths: '{outputs.sboms}/*' },
        replaces: true,
        needs: contentsWrite,
        when: attaches,
      },
    ],
    source: read('anchore/sbom-action', 'publish-sbom/action.yml'),
  },
  {
    kind: 'action',
    uses: 'aquasecurity/trivy-action',
    roles: ['describes', 'consumes', 'installs'],
    defaults: { 'scan-type': 'image', 'image-ref': '', input: '', 'scan-ref': '.', format: 'table', output: '', version: '' },
    outputs: {},
    effects: [
      { kind: 'installs', tool: 'trivy', via: 'aquasecurity/trivy-action', right: true },
      trivy({ kind: 'image', refs: '{inputs.image-ref}' }, { input: 'image-ref', set: true }),
      trivy(
        { kind: 'files', paths: '{inputs.input}' },
        {
          all: [
            { input: 'input', set: true },
            { input: 'image-ref', set: false },
          ],
        },
      ),
      trivy(
        { kind: 'source' },
        {
          all: [
            { input: 'image-ref', set: false },
            { input: 'input', set: false },
            { input: 'scan-ref', is: ['.', './'] },
          ],
        },
      ),
      trivy(
        { kind: 'files', paths: '{inputs.scan-ref}', recursive: true },
        { all: [{ input: 'image-ref', set: false }, { input: 'input', set: false }, { not: { input: 'scan-ref', is: ['.', './'] } }] },
      ),
      {
        kind: 'consumes',
        subject: { kind: 'image', refs: '{inputs.image-ref}' },
        how: 'scanned by trivy',
        when: { all: [{ input: 'image-ref', set: true }, { not: isSbom }] },
      },
      { kind: 'builds', outputs: '{inputs.output}', by: 'trivy', when: { all: [{ input: 'output', set: true }, { not: isSbom }] } },
    ],
    source: read('aquasecurity/trivy-action', 'action.yaml'),
    note: 'an SBOM only with format spdx, spdx-json or cyclonedx; the default is a table of findings',
  },
  installer('aquasecurity/setup-trivy', ['trivy'], read('aquasecurity/setup-trivy', 'action.yaml'), { version: 'version', default: 'latest' }),
  cyclonedx('CycloneDX/gh-gomod-generate-sbom', {
    defaults: { version: '', args: '' },
    output: '{inputs.args | after -output | or outputs.sbom}',
    tool: 'cyclonedx-gomod',
    when: { input: 'args', set: true },
    source: read('CycloneDX/gh-gomod-generate-sbom'),
    note: 'without args it only installs cyclonedx-gomod',
  }),
  cyclonedx('CycloneDX/gh-node-module-generatebom', {
    defaults: { path: './', output: './bom.xml' },
    output: '{inputs.output}',
    tool: 'cyclonedx-npm',
    besides: [retired('CycloneDX/gh-node-module-generatebom', 'the command-line tool of CycloneDX for this language')],
    source: read('CycloneDX/gh-node-module-generatebom'),
  }),
  cyclonedx('CycloneDX/gh-python-generate-sbom', {
    defaults: { input: './requirements.txt', output: './bom.xml', format: 'xml' },
    output: '{inputs.output}',
    tool: 'cyclonedx-py',
    besides: [retired('CycloneDX/gh-python-generate-sbom', 'the command-line tool of CycloneDX for this language')],
    source: read('CycloneDX/gh-python-generate-sbom'),
    note: 'describes the requirements file, not a wheel',
  }),
  cyclonedx('CycloneDX/gh-dotnet-generate-sbom', {
    defaults: { path: '', out: '.', json: 'false' },
    output: '{inputs.out}/bom.xml',
    choose: { output: { cases: [{ when: { input: 'json', is: 'true' }, value: '{inputs.out}/bom.json' }] } },
    tool: 'CycloneDX',
    source: read('CycloneDX/gh-dotnet-generate-sbom'),
  }),
  harmless('advanced-security/spdx-dependency-submission-action', read('advanced-security/spdx-dependency-submission-action'), {
    note: 'feeds the dependency graph, which users of an artifact do not read',
  }),
  harmless('actions/component-detection-dependency-submission-action', notRead('actions/component-detection-dependency-submission-action')),
  harmless('anchore/scan-action', read('anchore/scan-action')),
  installer('anchore/scan-action/download-grype', ['grype'], read('anchore/scan-action', 'download-grype/action.yml'), { version: 'grype-version' }),
  installer('kubernetes-sigs/release-actions/setup-bom', ['bom'], read('kubernetes-sigs/release-actions', 'setup-bom/action.yml')),
  installer('kubernetes-sigs/release-actions/setup-tejolote', ['tejolote'], read('kubernetes-sigs/release-actions', 'setup-tejolote/action.yml')),
];
