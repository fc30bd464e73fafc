import { literalOf, type Text } from '../../../values/index.ts';
import { isGiven } from '../../wildcard.ts';
import { readText } from '../support/config.ts';
import { isSet, scalarOf, truth } from '../support/node.ts';
import { resolveFile } from '../support/path.ts';
import { always, never, when } from '../support/run.ts';
import type { Holds, Run } from '../support/run.ts';
import { setting, settingText } from './config.ts';
import type { BuilderConfig } from './config.ts';
import type { Args } from '../support/args.ts';
import type { Artifact } from './names.ts';

/** Whether an environment variable is set; what is not there is unset. */
function given(run: Run, ...names: readonly string[]): Holds {
  let open: Holds | undefined;
  for (const name of names) {
    const value = run.input.env(name);
    if (value === undefined) continue;
    const answer = isGiven(value);
    if (answer === true) return always;
    if (answer === 'unknown') open = when('unknown', `${name} is set`);
  }
  return open ?? never;
}

/** Signs installers in place where a certificate is configured or given by the environment. */
export function signArtifacts(run: Run, config: BuilderConfig, args: Args, artifacts: readonly Artifact[], path: (file: Text) => Text, folder: string): void {
  const at = setting(config, 'win')?.span ?? run.input.span;
  const windows = artifacts.filter((artifact) => artifact.build.platform === 'win').map((artifact) => path(artifact.file));
  if (windows.length > 0) {
    const signed = windowsSigned(run, config, folder);
    if (signed === 'unread') {
      const why = 'what the signing hook of electron-builder does was not read';
      run.doubt(at, why);
      run.add({ kind: 'signs', subject: { kind: 'unknown', why }, mechanism: 'unknown', keyless: false, attachedTo: 'embedded' }, at);
    } else {
      run.add(
        { kind: 'signs', subject: { kind: 'files', paths: windows }, mechanism: 'authenticode', keyless: false, attachedTo: 'embedded', inPlace: true },
        at,
        signed,
      );
    }
  }
  const mac = artifacts.filter((artifact) => artifact.build.platform === 'mac').map((artifact) => path(artifact.file));
  if (mac.length === 0) return;
  const macAt = setting(config, 'mac')?.span ?? run.input.span;
  const signed = macSigned(run, config, args);
  run.add(
    { kind: 'signs', subject: { kind: 'files', paths: mac }, mechanism: 'apple-codesign', keyless: false, attachedTo: 'embedded', inPlace: true },
    macAt,
    signed,
  );
  if (signed.truth === false) return;
  const notarized = macNotarized(run, config, folder);
  run.add(
    { kind: 'signs', subject: { kind: 'files', paths: mac }, mechanism: 'apple-notarization', keyless: false, attachedTo: 'log' },
    setting(config, 'afterSign')?.span ?? macAt,
    notarized.truth === true ? signed : notarized,
  );
}

/** `WIN_CSC_LINK` or `CSC_LINK`, a certificate of the store or a file, Azure, or a function of the project. */
function windowsSigned(run: Run, config: BuilderConfig, folder: string): Holds | 'unread' {
  if (truth(setting(config, 'win', 'signAndEditExecutable')) === false) return never;
  for (const keys of [
    ['win', 'certificateFile'],
    ['win', 'certificateSubjectName'],
    ['win', 'certificateSha1'],
    ['win', 'signtoolOptions', 'certificateFile'],
    ['win', 'signtoolOptions', 'certificateSubjectName'],
    ['win', 'signtoolOptions', 'certificateSha1'],
    ['win', 'azureSignOptions'],
  ]) {
    if (isSet(setting(config, ...keys))) return always;
  }
  const hook = settingText(config, 'win', 'sign') ?? settingText(config, 'win', 'signtoolOptions', 'sign');
  if (hook !== undefined && hook !== 'null' && hook !== 'false')
    return hookMentions(run, folder, hook, /signtool|azuresigntool|osslsigncode|jsign|smctl|CodeSignTool|signpath/i) ? always : 'unread';
  return given(run, 'WIN_CSC_LINK', 'CSC_LINK');
}

/** `CSC_LINK` or `CSC_NAME`; `identity: null` turns it off and `-` is no identity. */
function macSigned(run: Run, config: BuilderConfig, args: Args): Holds {
  const told = ['c', 'config'].flatMap((name) => args.flags.get(`${name}.mac.identity`) ?? []).at(-1);
  if (told !== undefined && /^(?:null|-|)$/.test(literalOf(told) ?? 'unknown')) return never;
  const identity = setting(config, 'mac', 'identity') ?? setting(config, 'mac', 'sign', 'identity');
  if (identity !== undefined && (!isSet(identity) || scalarOf(identity) === '-' || scalarOf(identity) === 'null')) return never;
  return given(run, 'CSC_LINK', 'CSC_NAME');
}

/** `mac.notarize`, or a hook after signing whose text speaks of it. Newer versions notarize by themselves when Apple's variables are set. */
function macNotarized(run: Run, config: BuilderConfig, folder: string): Holds {
  const written = setting(config, 'mac', 'notarize');
  if (isSet(written)) return truth(written) === false && written.kind === 'scalar' ? never : always;
  const hook = settingText(config, 'afterSign');
  if (hook !== undefined) return hookMentions(run, folder, hook, /notari[sz]e|notarytool/i) ? always : never;
  const automatic = given(run, 'APPLE_API_KEY', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_KEYCHAIN_PROFILE');
  return automatic.truth === false ? never : when('unknown', 'electron-builder notarizes by itself');
}

/** Whether a hook's file speaks of what is asked for. */
function hookMentions(run: Run, folder: string, hook: string, words: RegExp): boolean {
  const path = resolveFile(folder, hook);
  const text = path === undefined ? undefined : readText(run.input.files, path);
  return text !== undefined && words.test(text);
}
