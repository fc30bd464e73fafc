import { SealwrightError } from '../../base/index.ts';
import { PortTaken, startWholeLab, type WholeLab } from '../../lab/index.ts';
import { printable } from '../../report/index.ts';
import { headOf } from '../../tags/index.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import type { LabCommandOptions } from './options.ts';
import type { LabFolder, LabPorts } from './ports.ts';
import { labAsJson, labAsShell, type LabTold } from './told.ts';

/** Starts the lab, tells of it or runs the command in it, and takes everything down again. */
export async function run(options: LabCommandOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openLabPorts();
  const stopping = ports.listen();
  const began = machine.elapsedMs();
  const folder = ports.openFolder(options.state);
  try {
    const whole = await started(options, { ports, folder, commit: await commitHere(machine) });
    try {
      const told = written(whole, { options, folder });
      const talk = (text: string): void => machine.stderr.write(`${printable(text)}\n`);
      if (options.command.length > 0) {
        talk(`the lab is up: ${described(options, folder)}`);
        return await ran(options.command, { machine, environment: told.environment });
      }
      machine.stdout.write(options.format === 'json' ? labAsJson(told) : labAsShell(told));
      talk(`the lab is up after ${Math.round(machine.elapsedMs() - began)} ms: ${described(options, folder)}`);
      talk(`another shell takes the environment: . ${folder.path}/environment.sh`);
      talk('Ctrl-C ends it');
      await stopping.stopped;
      return { kind: 'shown' };
    } finally {
      await whole.close();
    }
  } finally {
    folder.close();
  }
}

async function ran(
  [program = '', ...words]: readonly string[],
  { machine, environment }: { readonly machine: Machine; readonly environment: LabTold['environment'] },
): Promise<Outcome> {
  const ended = await (await machine.openCommands()).run(program, words, { environment });
  if (ended.kind === 'failed') throw new SealwrightError('COMMAND_MISSING', { message: ended.reason, hint: 'give a program that is installed, or its path' });
  return { kind: 'ran', code: ended.code };
}

/** The lab's job is of the commit that is checked out here, as jobs are; of a made-up one where nothing is. */
async function commitHere(machine: Machine): Promise<string | undefined> {
  const { programs } = await machine.openVerifyPorts();
  try {
    return await headOf('.', programs);
  } catch (error) {
    if (error instanceof SealwrightError) return undefined;
    throw error;
  }
}

async function started(
  options: LabCommandOptions,
  { ports, folder, commit }: { readonly ports: LabPorts; readonly folder: LabFolder; readonly commit: string | undefined },
): Promise<WholeLab> {
  const { memory } = folder;
  try {
    return await startWholeLab({
      clock: ports.clock,
      seed: ports.newSeed(),
      log: options.log,
      referrers: options.referrers,
      run: { ...options.run, ...(commit === undefined ? {} : { commit }) },
      ...(options.firstPort === undefined ? {} : { firstPort: options.firstPort }),
      ...(memory === undefined ? {} : { memory }),
    });
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    throw new SealwrightError('LAB_PORT_TAKEN', {
      message: `something listens on port ${error.port} of this machine, where the lab's ${error.service} was to be; nothing was started`,
      hint:
        options.firstPort === undefined
          ? 'end what listens there, or give --port another number, and with it new addresses to whoever has the old ones'
          : 'another number for --port: nine ports from it on must be free',
      cause: error,
    });
  }
}

/** Writes the files that tools are pointed to, and completes the environment with them. */
function written(whole: WholeLab, { options, folder }: { readonly options: LabCommandOptions; readonly folder: LabFolder }): LabTold {
  const files = Object.fromEntries(Object.entries(whole.files).map(([name, text]) => [name, folder.write(name, text)]));
  const environment = {
    SEALWRIGHT_SIGNING_CONFIG: files['signing-config.json'] ?? '',
    SEALWRIGHT_TRUSTED_ROOT: files['trusted-root.json'] ?? '',
    SEALWRIGHT_LAB_REGISTRY: whole.registry.host,
    ...whole.environment,
  };
  const script = folder.write('environment.sh', labAsShell({ environment }));
  return { environment, services: whole.urls, files: { ...files, 'environment.sh': script }, state: options.state === undefined ? undefined : folder.path };
}

function described({ log, referrers }: LabCommandOptions, { path, memory }: LabFolder): string {
  const registry = referrers === 'api' ? 'a registry with the API of referrers' : 'a registry without the API of referrers';
  return `Rekor ${log}, ${registry}, ${memory === undefined ? 'all of it in memory' : `kept in ${path}`}`;
}
