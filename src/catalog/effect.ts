import type { ReleaseTool } from './release-tool.ts';
import type { KeptBeside, Keyring, Need, Signer } from './need.ts';
import type { Text } from '../values/index.ts';
import type { Withdrawal } from './withdrawal.ts';

/** What an effect is about, before the lineage resolves it to artifacts. Paths are relative to the step's working directory. */
export type Subject =
  | {
      readonly kind: 'files';
      readonly paths: readonly Text[];
      /** Patterns excluded (`!x`, `--exclude`). */ readonly exclude?: readonly Text[];
      /** The files inside these folders too. */ readonly recursive?: boolean;
      /** Each of these patterns finds something, or the step fails. */ readonly each?: boolean;
    }
  /** `name:tag`, `name@digest` or `name`; `oci://` already removed. */
  | { readonly kind: 'image'; readonly refs: readonly Text[] }
  | { readonly kind: 'digest'; readonly name: Text; readonly digest: Text }
  /** Every file that a checksum list names. */
  | { readonly kind: 'checksums'; readonly file: Text }
  /** A base64 list of `sha256sum` lines, as a value (a job output). */
  | { readonly kind: 'subjects-value'; readonly value: Text }
  /** The same list in a file of another job, by the handle under which that shared it. */
  | { readonly kind: 'subjects-file'; readonly handle: Text }
  /** Artifacts that the same release tool made, by its own type names. */
  | { readonly kind: 'made'; readonly types: readonly MadeType[]; readonly ids?: readonly string[] }
  | { readonly kind: 'source' }
  /** Assets of a release of this repository, as they stand on it. */
  | { readonly kind: 'release-assets'; readonly patterns: readonly Text[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** Types of artifacts inside a release tool's own run (GoReleaser's words). */
export type MadeType =
  | 'archive'
  | 'binary'
  | 'package'
  | 'source'
  | 'checksum'
  | 'sbom'
  | 'signature'
  | 'certificate'
  | 'image'
  | 'image-manifest'
  | 'image-v2'
  | 'ko-image'
  | 'extra'
  | 'installer'
  | 'metadata'
  | 'chart'
  | 'os-package';

export type Mechanism =
  | 'cosign-keyless'
  | 'cosign-key'
  | 'cosign-kms'
  | 'sigstore'
  | 'gpg'
  | 'minisign'
  | 'signify'
  | 'ssh'
  | 'openssl'
  | 'authenticode'
  | 'apple-codesign'
  | 'apple-notarization'
  | 'jarsigner'
  | 'apksigner'
  | 'pep740'
  | 'npm-provenance'
  | 'jsr-provenance'
  | 'helm-prov'
  | 'notation'
  | 'rpm'
  | 'deb'
  | 'gitsign'
  | 'github-attestation'
  | 'slsa-github-generator'
  | 'buildkit'
  | 'tauri-updater'
  | 'sparkle'
  | 'melange'
  | 'rubygems'
  | 'nuget'
  | 'witness'
  | 'docker-github-builder'
  | 'custom'
  | 'unknown';

export type PredicateKind = 'slsa-provenance' | 'sbom-spdx' | 'sbom-cyclonedx' | 'publish' | 'vuln' | 'custom' | 'release';

/** Where evidence ends up. `nowhere` is a file in a job that nothing takes up. */
export type Attachment =
  | 'beside'
  | 'registry'
  | 'registry-unsigned'
  | 'github-attestations'
  | 'index'
  | 'release'
  | 'workflow-artifact'
  | 'embedded'
  | 'git'
  | 'log'
  | 'nowhere';

export type PackageIndex =
  | 'pypi'
  | 'testpypi'
  | 'npm'
  | 'crates'
  | 'rubygems'
  | 'maven-central'
  | 'gradle-plugin-portal'
  | 'maven'
  | 'nuget'
  | 'hex'
  | 'pub'
  | 'packagist'
  | 'cocoapods'
  | 'luarocks'
  | 'conda'
  | 'jsr'
  | 'vscode-marketplace'
  | 'open-vsx'
  | 'hackage'
  | 'cran'
  | 'opam'
  | 'terraform'
  | 'jenkins'
  | 'wordpress'
  | 'chrome-web-store'
  | 'firefox-addons'
  | 'private';

/** A place outside that strangers take artifacts from. */
export type Sink =
  | { readonly kind: 'release'; readonly tag: Text; readonly repository?: Text }
  | { readonly kind: 'index'; readonly index: PackageIndex; readonly url?: Text }
  /** A Helm repository with an index file (chart-releaser, a pages site). */
  | { readonly kind: 'helm-index'; readonly url?: Text }
  /** apt, yum, apk, AUR, Homebrew, Scoop, winget, Snap, Flathub, Chocolatey, Nix …: `pointer` holds a URL and a hash only. */
  | { readonly kind: 'os-channel'; readonly channel: string; readonly pointer: boolean; readonly name?: Text }
  | { readonly kind: 'bucket'; readonly url: Text }
  | { readonly kind: 'site'; readonly how: string }
  | { readonly kind: 'git-branch'; readonly branch: Text };

/**
 * One thing that a step does, with its values filled in as far as they are known. Release-tool readers, the catalog's
 * rows and the shell's commands all speak in these; only the lineage gives them meaning.
 */
export type Effect =
  | {
      readonly kind: 'builds';
      /** Files it writes; empty means "something in the working folder". */ readonly outputs: readonly Text[];
      readonly by: string;
      readonly inputs?: readonly Text[];
      readonly madeType?: MadeType;
      readonly id?: string;
      /** Writes only below these folders. */ readonly folders?: readonly Text[];
      /** Leaves the bytes of a file that is there. */ readonly spares?: boolean;
      /** The folder of the checkout with the project that is built, where it is not the working folder. */ readonly of?: string;
    }
  | {
      readonly kind: 'copies';
      readonly from: readonly Text[];
      readonly to: Text;
      readonly move?: boolean;
      /** `to` is a folder for certain. */ readonly toFolder?: boolean;
      /** Another name of the same file, not a copy: what is written to one is written to the other. */ readonly link?: 'symbolic' | 'hard';
    }
  | { readonly kind: 'removes'; readonly paths: readonly Text[] }
  /** New bytes from old: archives, strip, notarise. `inPlace` rewrites the inputs themselves. */
  | {
      readonly kind: 'transforms';
      readonly how: string;
      readonly inputs: readonly Text[];
      readonly outputs: readonly Text[];
      readonly inPlace?: boolean;
      /** What is done to the lines of text files, as sed writes it. */ readonly scripts?: readonly Text[];
      readonly extracts?: boolean;
      /** The paths under which an archive stores what is packed, where they are those of the command line. */ readonly stores?: readonly Text[];
      /** An archive is unpacked whole, under the paths that it stores. */ readonly asStored?: boolean;
      readonly madeType?: MadeType;
      readonly id?: string;
    }
  | { readonly kind: 'writes'; readonly path: Text; readonly content: Text; readonly append?: boolean }
  /** Hands the text of a file to other jobs, by a value that stands for it. */
  | { readonly kind: 'shares-file'; readonly path: Text; readonly handle: Text }
  | {
      readonly kind: 'hashes';
      readonly subject: Subject;
      readonly algorithm: string;
      /** The checksum list, when written to a file. */ readonly list?: Text;
      /** `{file}` in it stands for each subject's name: `{file}.sha256`. */ readonly perFile?: string;
      /** The value that carries the list (stdout, a step output). */ readonly value?: Text;
      readonly madeType?: MadeType;
    }
  | {
      readonly kind: 'signs';
      readonly subject: Subject;
      readonly mechanism: Mechanism;
      /** False for a key. */ readonly keyless: boolean;
      readonly key?: string;
      /** The store that the key is taken from where none is given. */ readonly keyring?: Keyring;
      /** Files made, `{file}` standing for each subject. */ readonly outputs?: readonly string[];
      readonly outputPaths?: readonly Text[];
      /** Those of its files that hold the signer's certificate; a keyless signature is checked with one of them. */ readonly certificates?: readonly Text[];
      /** None of its files holds the certificate. */ readonly bare?: boolean;
      /** A signature made elsewhere, that is only attached. */ readonly signatureFile?: Text;
      readonly attachedTo: Attachment;
      /** The signature is inside the rewritten file. */ readonly inPlace?: boolean;
      readonly recursive?: boolean;
      readonly needs?: readonly Need[];
      readonly note?: string;
      readonly reusable?: Signer;
    }
  | {
      readonly kind: 'describes';
      readonly subject: Subject;
      readonly format: 'spdx' | 'cyclonedx' | 'syft' | 'github' | 'unknown';
      readonly output?: Text;
      readonly outputPattern?: string;
      readonly attachedTo: Attachment;
      readonly tool: string;
      readonly needs?: readonly Need[];
      readonly platforms?: string;
      /** What it describes, where that needs saying. */ readonly note?: string;
      /** Why it is not known whether it is made. */ readonly perhaps?: string;
      /** It describes some of what its step publishes, not all. */ readonly part?: boolean;
      /** Of the files named, only those that the same command made. */ readonly fresh?: boolean;
    }
  | {
      readonly kind: 'attests';
      readonly subject: Subject;
      readonly predicate: PredicateKind;
      /** The predicate type's text where it is not one of the kinds. */ readonly predicateType?: Text;
      readonly signed: boolean;
      readonly mechanism: Mechanism;
      readonly keyless: boolean;
      readonly predicateFile?: Text;
      readonly outputs?: readonly Text[];
      /** Those of its files that hold the signer's certificate, as for a signature. */ readonly certificates?: readonly Text[];
      readonly bare?: boolean;
      readonly attachedTo: Attachment;
      readonly needs?: readonly Need[];
      readonly level?: string;
      readonly reusable?: Signer;
      /** Where the image is an index each of its platforms has one of its own, and the index has none. */ readonly eachPlatform?: boolean;
      readonly note?: string;
    }
  | {
      readonly kind: 'pushes-image';
      readonly refs: readonly Text[];
      /** The step's digest value. */ readonly digest?: Text;
      readonly byDigest?: boolean;
      readonly media: 'image' | 'helm-chart' | 'artifact';
      readonly platforms?: readonly Text[];
      /** BuildKit's unsigned attestations. */ readonly provenance?: 'none' | 'min' | 'max' | 'default' | 'unknown';
      readonly sbom?: 'none' | 'spdx' | 'unknown';
      readonly files?: readonly Text[];
      /** The folder that it is built from. */ readonly context?: Text;
      /** Files that are copied into it as they are, among others. */ readonly packs?: readonly Text[];
      readonly id?: string;
      readonly madeType?: MadeType;
      readonly needs?: readonly Need[];
    }
  /** A tag or an index over images that are already there: a new digest when several are joined. */
  | {
      readonly kind: 'tags-image';
      readonly refs: readonly Text[];
      readonly sources: readonly Text[];
      readonly newIndex: boolean;
      /** One source, of which something is changed: nothing in it keeps its digest. */ readonly rewrites?: boolean;
      readonly digest?: Text;
      readonly dropsAttestations?: boolean;
      readonly madeType?: MadeType;
      /** Only a name on this machine until it is pushed. */ readonly local?: boolean;
    }
  /** Copies an image to another registry; signatures follow only when `evidence`. */
  | { readonly kind: 'copies-image'; readonly from: readonly Text[]; readonly to: readonly Text[]; readonly evidence: boolean; readonly only?: KeptBeside }
  | {
      readonly kind: 'builds-image';
      readonly refs: readonly Text[];
      readonly provenance?: 'none' | 'min' | 'max' | 'default' | 'unknown';
      readonly sbom?: 'none' | 'spdx';
      readonly context?: Text;
    }
  /** Gives the digest of an image that is in a registry: with a platform, that of the part of an index for it. */
  | { readonly kind: 'reads-digest'; readonly ref: Text; readonly value: Text; readonly platform?: Text }
  | {
      readonly kind: 'publishes';
      readonly sink: Sink;
      readonly subject: Subject;
      /** Names of packages, when they are not files of the job. */ readonly names?: readonly Text[];
      readonly auth?: 'trusted-publishing' | 'token' | 'unknown';
      readonly needs?: readonly Need[];
      readonly draft?: boolean;
      readonly replaces?: boolean;
      readonly failsOnUnmatched?: boolean;
      /** An upload that fails is a warning, and the step goes on. */ readonly warnsOnErrors?: boolean;
      /** Why it is not known whether the client makes evidence as it uploads. */ readonly perhapsAttested?: string;
      readonly config?: string;
    }
  | {
      readonly kind: 'creates-release';
      readonly tag: Text;
      readonly draft: boolean;
      readonly createsTag: boolean;
      readonly by: string;
      /** Empty or left out for the repository of the run. */ readonly repository?: Text;
    }
  | { readonly kind: 'flips-release'; readonly tag: Text }
  | Withdrawal
  | {
      readonly kind: 'creates-tag';
      readonly name: Text;
      readonly signed: boolean | 'unknown';
      readonly mechanism?: Mechanism;
      readonly by: string;
      readonly pushed: boolean;
      /** It is told not to sign, whatever is configured. */ readonly refuses?: boolean;
    }
  | {
      readonly kind: 'uploads-artifact';
      readonly name: Text;
      readonly paths: readonly Text[];
      readonly exclude?: readonly Text[];
      readonly expires: boolean;
      /** v7 `archive: false`. */ readonly single?: boolean;
      /** Leaves files and folders out whose names begin with a dot. */ readonly sparesHidden?: boolean;
      /** Takes the place of an artifact of its name. */ readonly replaces?: boolean;
      readonly artifactId?: Text;
      readonly artifactDigest?: Text;
    }
  | {
      readonly kind: 'downloads-artifact';
      readonly name?: Text;
      readonly ids?: Text;
      readonly pattern?: Text;
      readonly to: Text;
      readonly merge: boolean;
      readonly otherRun?: boolean;
    }
  | {
      readonly kind: 'verifies';
      readonly subject: Subject;
      readonly tool: string;
      readonly identity: 'pinned' | 'pattern' | 'none';
      /** The identities or repositories that it accepts, as they are given: another project's accepts nothing that is made here. */
      readonly expects?: readonly Text[];
      /** The issuers of certificates that it accepts, as they are given. */
      readonly issuers?: readonly Text[];
      /** What a signature is held against, where the tool does both. */
      readonly against?: 'key' | 'certificate';
      readonly integrityOnly: boolean;
      readonly needs?: readonly Need[];
    }
  | { readonly kind: 'consumes'; readonly subject: Subject; readonly how: string }
  | { readonly kind: 'downloads-release'; readonly repository?: Text; readonly tag?: Text; readonly patterns: readonly Text[]; readonly to: Text }
  | {
      readonly kind: 'installs';
      readonly tool: string;
      readonly via: string;
      /** False where the package of that name is another program. */ readonly right: boolean;
      readonly version?: Text;
    }
  | { readonly kind: 'logs-in'; readonly registry: Text; readonly credential: 'job-token' | 'secret' | 'oidc' | 'unknown' }
  | {
      readonly kind: 'configures';
      readonly what: 'gpg-key' | 'windows-key' | 'gitsign' | 'git-tag-gpgsign' | 'npm-token' | 'qemu' | 'buildx' | 'cosign-key' | 'gh-token' | 'git-signing';
      /** The files that a key comes from, where it comes from files. */ readonly files?: readonly Text[];
    }
  /** Makes a new pair of keys, as files or in a program's own store. */
  | { readonly kind: 'makes-key'; readonly keyring?: Keyring; readonly private?: readonly Text[]; readonly public?: readonly Text[] }
  /** Gives the public half of a key, or the whole of it as a file: of the file `from`, or of a program's own store; without files it goes to a key server. */
  | { readonly kind: 'exports-key'; readonly keyring?: Keyring; readonly from?: Text; readonly public?: readonly Text[]; readonly private?: readonly Text[] }
  | { readonly kind: 'posture'; readonly what: string; readonly publishes: boolean }
  /** Takes files from a cache that runs of other refs wrote to. */
  | { readonly kind: 'restores-cache'; readonly what: string }
  /** What this call uses is archived or deprecated by its makers, and what takes its place. */
  | { readonly kind: 'is-retired'; readonly what: string; readonly instead: string }
  /** Runs a release tool whose configuration file is read by its own reader. */
  | {
      readonly kind: 'runs-tool';
      readonly tool: ReleaseTool;
      readonly args: readonly Text[];
      readonly workdir?: Text;
      readonly env?: ReadonlyMap<string, Text>;
      readonly outputs?: ReadonlyMap<string, Text>;
    }
  /** Runs a command line given as an input (`changesets/action` with `publish:`). */
  | { readonly kind: 'runs-script'; readonly script: Text; readonly shell: 'bash' }
  /** Starts another workflow. */
  | { readonly kind: 'dispatches'; readonly workflow: Text; readonly repository?: Text }
  /** A step that may do something of this kind and whose text is not here. */
  | { readonly kind: 'opaque'; readonly why: string; readonly mayPublish: boolean };

export type { KeptBeside, Keyring, Need, Signer } from './need.ts';
export type { ReleaseTool } from './release-tool.ts';
