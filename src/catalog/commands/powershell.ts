import { command, notRead } from '../command-row.ts';
import type { CommandRow, Source } from '../schema.ts';

const page = (module: string, name: string): Source =>
  notRead(`https://learn.microsoft.com/powershell/module/microsoft.powershell.${module}/${name.toLowerCase()}`);

/** Parameters are told apart without regard to case; scripts write them as documented, or small. */
function parameters(valued: string, alone = ''): string {
  const names = `${valued} ErrorAction ErrorVariable WarningAction Stream Encoding Credential`.split(' ').map((name) => `-${name},-${name.toLowerCase()}=`);
  const switches = `${alone} Force Verbose WhatIf Confirm PassThru`.split(' ').map((name) => `-${name},-${name.toLowerCase()}`);
  return [...names, ...switches].filter((one) => !one.startsWith('-,')).join(' ');
}

const toFolder = { toFolder: { cases: [{ when: { flag: 'to-folder', set: true } as const, value: true }] } };
const known = { flag: 'to', set: true } as const;

/** PowerShell's cmdlets that carry, pack and fetch files. */
export const powershellRows: readonly CommandRow[] = [
  command('Copy-Item', page('management', 'Copy-Item'), {
    flags: parameters('Path LiteralPath Destination Filter Include Exclude', 'Recurse Container'),
    view: 'cmdlet',
    effects: [{ kind: 'copies', from: '{flags.from}', to: '{flags.to}', choose: toFolder, when: known }],
    aliases: ['copy-item'],
  }),
  command('Move-Item', page('management', 'Move-Item'), {
    flags: parameters('Path LiteralPath Destination Filter Include Exclude'),
    view: 'cmdlet',
    effects: [{ kind: 'copies', from: '{flags.from}', to: '{flags.to}', move: true, choose: toFolder, when: known }],
    aliases: ['move-item'],
  }),
  command('Rename-Item', page('management', 'Rename-Item'), {
    flags: parameters('Path LiteralPath NewName'),
    view: 'cmdlet',
    effects: [{ kind: 'copies', from: '{flags.from}', to: '{flags.to}', move: true, when: known }],
    aliases: ['rename-item'],
  }),
  command('Compress-Archive', page('archive', 'Compress-Archive'), {
    flags: parameters('Path LiteralPath DestinationPath CompressionLevel', 'Update'),
    view: 'cmdlet',
    effects: [{ kind: 'transforms', how: 'archive', inputs: '{flags.from}', outputs: '{flags.to}', when: known }],
    aliases: ['compress-archive'],
  }),
  command('Expand-Archive', page('archive', 'Expand-Archive'), {
    flags: parameters('Path LiteralPath DestinationPath'),
    view: 'cmdlet',
    effects: [{ kind: 'transforms', how: 'extract', inputs: '{flags.from}', outputs: '{flags.to}', extracts: true, when: known }],
    aliases: ['expand-archive'],
  }),
  ...['Invoke-WebRequest', 'Invoke-RestMethod'].map((name) =>
    command(name, page('utility', name), {
      flags: parameters(
        'Uri OutFile Headers Method Body ContentType InFile UserAgent TimeoutSec MaximumRetryCount RetryIntervalSec Token Authentication',
        'UseBasicParsing',
      ),
      effects: [
        { kind: 'builds', outputs: '{flags.OutFile}', by: name, when: { flag: 'OutFile', set: true } },
        { kind: 'opaque', why: 'where it sends the file was not read', mayPublish: true, when: { flag: 'InFile', set: true } },
        { kind: 'opaque', why: 'what it asks of a service was not read', mayPublish: false, when: { flag: 'Body', set: true } },
      ],
      aliases: [name.toLowerCase()],
    }),
  ),
];
