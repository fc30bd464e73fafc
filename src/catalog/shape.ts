import { releaseTools } from './release-tool.ts';
import type { Text } from '../values/index.ts';
import type { Attachment, Effect, Keyring, MadeType, Mechanism, Need, PackageIndex, PredicateKind, Signer, Sink, Subject } from './effect.ts';

type Base<T> = [T] extends [Text]
  ? 'text'
  : [T] extends [readonly Text[]]
    ? 'texts'
    : [T] extends [ReadonlyMap<string, Text>]
      ? 'map'
      : [T] extends [Subject]
        ? 'subject'
        : [T] extends [Sink]
          ? 'sink'
          : [T] extends [Signer]
            ? 'signer'
            : [T] extends [readonly Need[]]
              ? 'needs'
              : [T] extends [boolean]
                ? 'boolean'
                : [T] extends [readonly string[]]
                  ? string extends T[number]
                    ? 'strings'
                    : { readonly listOf: Readonly<Record<T[number], true>> }
                  : [T] extends [string]
                    ? string extends T
                      ? 'string'
                      : { readonly oneOf: Readonly<Record<T, true>> }
                    : 'boolean-or-unknown';

type Optional<B> = B extends string ? `${B}?` : B & { readonly optional: true };

/** The shape of one object: a word for each of its fields, so that a field added to the type and not here does not compile. */
type Shape<E> = {
  readonly [K in Exclude<keyof E, 'kind'>]-?: Record<string, never> extends Pick<E, K> ? Optional<Base<NonNullable<E[K]>>> : Base<NonNullable<E[K]>>;
};

type Shapes<U extends { readonly kind: string }> = { readonly [K in U['kind']]: Shape<Extract<U, { readonly kind: K }>> };

/** What a field holds at run time, optional fields with a question mark. */
export type FieldShape =
  | 'text'
  | 'texts'
  | 'map'
  | 'subject'
  | 'sink'
  | 'signer'
  | 'needs'
  | 'boolean'
  | 'strings'
  | 'string'
  | 'boolean-or-unknown'
  | 'text?'
  | 'texts?'
  | 'map?'
  | 'subject?'
  | 'sink?'
  | 'signer?'
  | 'needs?'
  | 'boolean?'
  | 'strings?'
  | 'string?'
  | 'boolean-or-unknown?'
  | { readonly oneOf: Readonly<Record<string, true>>; readonly optional?: true }
  | { readonly listOf: Readonly<Record<string, true>>; readonly optional?: true };

export type ObjectShape = Readonly<Record<string, FieldShape>>;

const madeTypes: Readonly<Record<MadeType, true>> = {
  archive: true,
  binary: true,
  package: true,
  source: true,
  checksum: true,
  sbom: true,
  signature: true,
  certificate: true,
  image: true,
  'image-manifest': true,
  'image-v2': true,
  'ko-image': true,
  extra: true,
  installer: true,
  metadata: true,
  chart: true,
  'os-package': true,
};
const keyrings: Readonly<Record<Keyring, true>> = { gpg: true, notation: true, windows: true };
const mechanisms: Readonly<Record<Mechanism, true>> = {
  'cosign-keyless': true,
  'cosign-key': true,
  'cosign-kms': true,
  sigstore: true,
  gpg: true,
  minisign: true,
  signify: true,
  ssh: true,
  openssl: true,
  authenticode: true,
  'apple-codesign': true,
  'apple-notarization': true,
  jarsigner: true,
  apksigner: true,
  pep740: true,
  'npm-provenance': true,
  'jsr-provenance': true,
  'helm-prov': true,
  notation: true,
  rpm: true,
  deb: true,
  gitsign: true,
  'github-attestation': true,
  'slsa-github-generator': true,
  buildkit: true,
  'tauri-updater': true,
  sparkle: true,
  melange: true,
  rubygems: true,
  nuget: true,
  witness: true,
  'docker-github-builder': true,
  custom: true,
  unknown: true,
};
const predicates: Readonly<Record<PredicateKind, true>> = {
  'slsa-provenance': true,
  'sbom-spdx': true,
  'sbom-cyclonedx': true,
  publish: true,
  vuln: true,
  custom: true,
  release: true,
};
const attachments: Readonly<Record<Attachment, true>> = {
  beside: true,
  registry: true,
  'registry-unsigned': true,
  'github-attestations': true,
  index: true,
  release: true,
  'workflow-artifact': true,
  embedded: true,
  git: true,
  log: true,
  nowhere: true,
};
const indexes: Readonly<Record<PackageIndex, true>> = {
  pypi: true,
  testpypi: true,
  npm: true,
  crates: true,
  rubygems: true,
  'maven-central': true,
  'gradle-plugin-portal': true,
  maven: true,
  nuget: true,
  hex: true,
  pub: true,
  packagist: true,
  cocoapods: true,
  luarocks: true,
  conda: true,
  jsr: true,
  'vscode-marketplace': true,
  'open-vsx': true,
  hackage: true,
  cran: true,
  opam: true,
  terraform: true,
  jenkins: true,
  wordpress: true,
  'chrome-web-store': true,
  'firefox-addons': true,
  private: true,
};
const provenanceModes = { none: true, min: true, max: true, default: true, unknown: true } as const;

/** Every field of every subject. */
export const subjectShapes: Shapes<Subject> = {
  files: { paths: 'texts', exclude: 'texts?', recursive: 'boolean?', each: 'boolean?' },
  image: { refs: 'texts' },
  digest: { name: 'text', digest: 'text' },
  checksums: { file: 'text' },
  'subjects-value': { value: 'text' },
  'subjects-file': { handle: 'text' },
  made: { types: { listOf: madeTypes }, ids: 'strings?' },
  source: {},
  'release-assets': { patterns: 'texts' },
  unknown: { why: 'string' },
};

/** Every field of every sink. */
export const sinkShapes: Shapes<Sink> = {
  release: { tag: 'text', repository: 'text?' },
  index: { index: { oneOf: indexes }, url: 'text?' },
  'helm-index': { url: 'text?' },
  'os-channel': { channel: 'string', pointer: 'boolean', name: 'text?' },
  bucket: { url: 'text' },
  site: { how: 'string' },
  'git-branch': { branch: 'text' },
};

/** Every field of every effect. Instantiation reads from it which fields are templates, and the reader of user rows what may stand in each. */
export const effectShapes: Shapes<Effect> = {
  builds: {
    outputs: 'texts',
    by: 'string',
    inputs: 'texts?',
    madeType: { oneOf: madeTypes, optional: true },
    id: 'string?',
    folders: 'texts?',
    spares: 'boolean?',
    of: 'string?',
  },
  copies: { from: 'texts', to: 'text', move: 'boolean?', toFolder: 'boolean?', link: { oneOf: { symbolic: true, hard: true }, optional: true } },
  removes: { paths: 'texts' },
  transforms: {
    how: 'string',
    inputs: 'texts',
    outputs: 'texts',
    inPlace: 'boolean?',
    scripts: 'texts?',
    extracts: 'boolean?',
    stores: 'texts?',
    asStored: 'boolean?',
    madeType: { oneOf: madeTypes, optional: true },
    id: 'string?',
  },
  writes: { path: 'text', content: 'text', append: 'boolean?' },
  'shares-file': { path: 'text', handle: 'text' },
  hashes: { subject: 'subject', algorithm: 'string', list: 'text?', perFile: 'string?', value: 'text?', madeType: { oneOf: madeTypes, optional: true } },
  signs: {
    subject: 'subject',
    mechanism: { oneOf: mechanisms },
    keyless: 'boolean',
    key: 'string?',
    keyring: { oneOf: keyrings, optional: true },
    outputs: 'strings?',
    outputPaths: 'texts?',
    certificates: 'texts?',
    signatureFile: 'text?',
    bare: 'boolean?',
    attachedTo: { oneOf: attachments },
    inPlace: 'boolean?',
    recursive: 'boolean?',
    needs: 'needs?',
    note: 'string?',
    reusable: 'signer?',
  },
  describes: {
    subject: 'subject',
    format: { oneOf: { spdx: true, cyclonedx: true, syft: true, github: true, unknown: true } },
    output: 'text?',
    outputPattern: 'string?',
    attachedTo: { oneOf: attachments },
    tool: 'string',
    needs: 'needs?',
    platforms: 'string?',
    note: 'string?',
    perhaps: 'string?',
    part: 'boolean?',
    fresh: 'boolean?',
  },
  attests: {
    subject: 'subject',
    predicate: { oneOf: predicates },
    predicateType: 'text?',
    signed: 'boolean',
    mechanism: { oneOf: mechanisms },
    keyless: 'boolean',
    predicateFile: 'text?',
    outputs: 'texts?',
    certificates: 'texts?',
    bare: 'boolean?',
    attachedTo: { oneOf: attachments },
    needs: 'needs?',
    level: 'string?',
    reusable: 'signer?',
    eachPlatform: 'boolean?',
    note: 'string?',
  },
  'pushes-image': {
    refs: 'texts',
    digest: 'text?',
    byDigest: 'boolean?',
    media: { oneOf: { image: true, 'helm-chart': true, artifact: true } },
    platforms: 'texts?',
    provenance: { oneOf: provenanceModes, optional: true },
    sbom: { oneOf: { none: true, spdx: true, unknown: true }, optional: true },
    files: 'texts?',
    context: 'text?',
    packs: 'texts?',
    id: 'string?',
    madeType: { oneOf: madeTypes, optional: true },
    needs: 'needs?',
  },
  'tags-image': {
    refs: 'texts',
    sources: 'texts',
    newIndex: 'boolean',
    rewrites: 'boolean?',
    digest: 'text?',
    dropsAttestations: 'boolean?',
    madeType: { oneOf: madeTypes, optional: true },
    local: 'boolean?',
  },
  'copies-image': { from: 'texts', to: 'texts', evidence: 'boolean', only: { oneOf: { signatures: true, attestations: true }, optional: true } },
  'builds-image': {
    refs: 'texts',
    provenance: { oneOf: provenanceModes, optional: true },
    sbom: { oneOf: { none: true, spdx: true }, optional: true },
    context: 'text?',
  },
  'reads-digest': { ref: 'text', value: 'text', platform: 'text?' },
  publishes: {
    sink: 'sink',
    subject: 'subject',
    names: 'texts?',
    auth: { oneOf: { 'trusted-publishing': true, token: true, unknown: true }, optional: true },
    needs: 'needs?',
    draft: 'boolean?',
    replaces: 'boolean?',
    failsOnUnmatched: 'boolean?',
    warnsOnErrors: 'boolean?',
    perhapsAttested: 'string?',
    config: 'string?',
  },
  'creates-release': { tag: 'text', draft: 'boolean', createsTag: 'boolean', by: 'string', repository: 'text?' },
  'flips-release': { tag: 'text' },
  withdraws: { place: { oneOf: { release: true, registry: true } }, tag: 'text?', repository: 'text?', names: 'texts?', by: 'string' },
  'creates-tag': {
    name: 'text',
    signed: 'boolean-or-unknown',
    mechanism: { oneOf: mechanisms, optional: true },
    by: 'string',
    pushed: 'boolean',
    refuses: 'boolean?',
  },
  'uploads-artifact': {
    name: 'text',
    paths: 'texts',
    exclude: 'texts?',
    expires: 'boolean',
    single: 'boolean?',
    sparesHidden: 'boolean?',
    replaces: 'boolean?',
    artifactId: 'text?',
    artifactDigest: 'text?',
  },
  'downloads-artifact': { name: 'text?', ids: 'text?', pattern: 'text?', to: 'text', merge: 'boolean', otherRun: 'boolean?' },
  verifies: {
    subject: 'subject',
    tool: 'string',
    identity: { oneOf: { pinned: true, pattern: true, none: true } },
    expects: 'texts?',
    issuers: 'texts?',
    against: { oneOf: { key: true, certificate: true }, optional: true },
    integrityOnly: 'boolean',
    needs: 'needs?',
  },
  consumes: { subject: 'subject', how: 'string' },
  'downloads-release': { repository: 'text?', tag: 'text?', patterns: 'texts', to: 'text' },
  installs: { tool: 'string', via: 'string', right: 'boolean', version: 'text?' },
  'logs-in': { registry: 'text', credential: { oneOf: { 'job-token': true, secret: true, oidc: true, unknown: true } } },
  configures: {
    files: 'texts?',
    what: {
      oneOf: {
        'gpg-key': true,
        'windows-key': true,
        gitsign: true,
        'git-tag-gpgsign': true,
        'npm-token': true,
        qemu: true,
        buildx: true,
        'cosign-key': true,
        'gh-token': true,
        'git-signing': true,
      },
    },
  },
  'makes-key': { keyring: { oneOf: keyrings, optional: true }, private: 'texts?', public: 'texts?' },
  'exports-key': { keyring: { oneOf: keyrings, optional: true }, from: 'text?', public: 'texts?', private: 'texts?' },
  posture: { what: 'string', publishes: 'boolean' },
  'restores-cache': { what: 'string' },
  'is-retired': { what: 'string', instead: 'string' },
  'runs-tool': { tool: { oneOf: releaseTools }, args: 'texts', workdir: 'text?', env: 'map?', outputs: 'map?' },
  'runs-script': { script: 'text', shell: { oneOf: { bash: true } } },
  dispatches: { workflow: 'text', repository: 'text?' },
  opaque: { why: 'string', mayPublish: 'boolean' },
};

/** The shape of an effect, subject or sink by its kind, or undefined for a kind that there is not. */
export function shapeOf(table: Readonly<Record<string, ObjectShape>>, kind: string): ObjectShape | undefined {
  return Object.hasOwn(table, kind) ? table[kind] : undefined;
}
