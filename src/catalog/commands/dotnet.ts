import { command, commands, notRead, readAt } from '../command-row.ts';
import type { CommandRow, EffectTemplate } from '../schema.ts';

const dotnetNuget = notRead('https://learn.microsoft.com/dotnet/core/tools/dotnet-nuget-push');

const dotnetFlags =
  '--output,-o= --configuration,-c= --framework,-f= --runtime,-r= --no-build --no-restore --verbosity,-v= --version-suffix= --include-symbols --include-source --self-contained[=] --nologo --no-dependencies --os= --arch,-a= --property,-p=* --interactive --no-logo';
const nugetFlags =
  '--source,-s,-Source= --api-key,-k,-ApiKey= --skip-duplicate,-SkipDuplicate --no-symbols,-NoSymbols,-n --timeout,-t,-Timeout= --symbol-source,-ss= --symbol-api-key,-sk= --disable-buffering,-d --no-service-endpoint --interactive --force-english-output -NonInteractive -Verbosity= --configfile=';
const nuget: readonly EffectTemplate[] = [
  {
    kind: 'publishes',
    sink: { kind: 'index', index: 'nuget' },
    subject: { kind: 'files', paths: '{args.0..}' },
    auth: 'token',
    choose: {
      sink: {
        cases: [
          {
            when: { all: [{ flag: 'source', set: true }, { not: { flag: 'source', matches: ['*nuget.org*', 'nuget'] } }] },
            value: { kind: 'index', index: 'private', url: '{flags.source}' },
          },
        ],
      },
    },
  },
];
/** Signed copies go to the folder that is named; without one the packages themselves are signed. */
const nugetSigns: readonly EffectTemplate[] = [
  {
    kind: 'signs',
    subject: { kind: 'files', paths: '{args.0..}' },
    mechanism: 'nuget',
    keyless: false,
    attachedTo: 'embedded',
    inPlace: true,
    when: { flag: 'output', set: false },
  },
  { kind: 'copies', from: '{args.0..}', to: '{flags.output}', toFolder: true, when: { flag: 'output', set: true } },
  {
    kind: 'signs',
    subject: { kind: 'files', paths: '{flags.output}/*.*nupkg' },
    mechanism: 'nuget',
    keyless: false,
    attachedTo: 'embedded',
    inPlace: true,
    when: { flag: 'output', set: true },
  },
];

/** .NET and NuGet. */
export const dotnetRows: readonly CommandRow[] = [
  command('dotnet pack', notRead('https://learn.microsoft.com/dotnet/core/tools/dotnet-pack'), {
    flags: dotnetFlags,
    effects: [
      {
        kind: 'builds',
        outputs: '{flags.output}/*.nupkg',
        by: 'dotnet pack',
        choose: {
          outputs: {
            cases: [
              { when: { flag: 'output', set: false }, value: ['**/bin/**/*.nupkg'] },
              { when: { flag: 'include-symbols', set: true }, value: ['{flags.output}/*.nupkg', '{flags.output}/*.snupkg'] },
            ],
          },
        },
      },
    ],
  }),
  ...commands(['dotnet publish', 'dotnet build', 'dotnet msbuild', 'msbuild'], notRead('https://learn.microsoft.com/dotnet/core/tools/dotnet-publish'), {
    flags: dotnetFlags,
    effects: [
      { kind: 'builds', outputs: [], by: 'dotnet', folders: '{flags.output}', when: { flag: 'output', set: true } },
      { kind: 'builds', outputs: [], by: 'dotnet', when: { flag: 'output', set: false } },
    ],
  }),
  ...commands(['dotnet nuget push', 'nuget push', 'dotnet paket push'], dotnetNuget, { flags: nugetFlags, effects: nuget }),
  command('nuget pack', notRead('https://learn.microsoft.com/nuget/reference/cli-reference/cli-ref-pack'), {
    flags: '-OutputDirectory= -Version= -Properties= -Symbols -Suffix= -BasePath= -NoPackageAnalysis',
    effects: [
      {
        kind: 'builds',
        outputs: '{flags.OutputDirectory}/*.nupkg',
        by: 'nuget pack',
        choose: { outputs: { cases: [{ when: { flag: 'OutputDirectory', set: false }, value: ['*.nupkg'] }] } },
      },
    ],
  }),
  ...commands(['dotnet nuget sign', 'nuget sign'], notRead('https://learn.microsoft.com/dotnet/core/tools/dotnet-nuget-sign'), {
    flags:
      '--certificate-path,-CertificatePath= --certificate-password,-CertificatePassword= --certificate-fingerprint,-CertificateFingerprint= --timestamper,-Timestamper= --hash-algorithm= --timestamp-hash-algorithm= --overwrite,-Overwrite --output,-o,-OutputDirectory= --certificate-store-name= --certificate-subject-name=',
    effects: nugetSigns,
  }),
  ...commands(['dotnet nuget verify', 'nuget verify'], notRead('https://learn.microsoft.com/dotnet/core/tools/dotnet-nuget-verify'), {
    flags: '--all -All -Signatures --certificate-fingerprint,-CertificateFingerprint= --configfile=',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0..}' },
        tool: 'nuget verify',
        identity: 'none',
        integrityOnly: false,
        choose: { identity: { cases: [{ when: { flag: 'certificate-fingerprint', set: true }, value: 'pinned' }] } },
      },
    ],
  }),
  // The first word after the command names where the key is: `azure-key-vault`, `certificate-store`.
  command('sign code', readAt('dotnet/sign', '735fc263b06e8aef48be2ddfed030bcd25c31fe4', 'v0.9.1-beta.26371.2')('src/Sign.Cli/CodeCommand.cs'), {
    flags:
      '--azure-key-vault-url,-kvu= --azure-key-vault-certificate,-kvc= --azure-credential-type,-act= --application-name,-an= --description,-d= --description-url,-u= --publisher-name,-pn= --base-directory,-b= --file-digest,-fd= --file-list,-fl= --recurse-containers,-rc[=] --max-concurrency,-m= --output,-o= --timestamp-digest,-td= --timestamp-url,-t= --verbosity,-v=',
    aliases: ['dotnet sign code'],
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{args.1..}' },
        mechanism: 'authenticode',
        keyless: false,
        attachedTo: 'embedded',
        inPlace: true,
        when: { flag: 'output', set: false },
      },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{flags.output}', recursive: true },
        mechanism: 'authenticode',
        keyless: false,
        attachedTo: 'embedded',
        when: { flag: 'output', set: true },
      },
    ],
  }),
];
