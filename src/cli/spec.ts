/** An option as help, docs and the reader of command lines see it. */
export interface OptionSpec {
  /** Without dashes, the main one first. */
  readonly names: readonly string[];
  /** What stands for its value in help; left out for an option that takes none. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** Set where `=FILE` may follow a choice. */
  readonly toFile?: true;
  readonly repeat?: true;
  readonly about: string;
}

/** A word after the command's name. */
export interface WordSpec {
  readonly name: string;
  readonly about: string;
  readonly required: boolean;
  readonly many: boolean;
  /** The few words that it can be, for shells to complete. */
  readonly choices?: readonly string[];
}

/** All that help and docs say of a command. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly about: string;
  readonly words: readonly WordSpec[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly { readonly command: string; readonly about: string }[];
}

export const resolveOption: OptionSpec = {
  names: ['resolve'],
  value: 'OWNER/REPO@REF=DIR',
  repeat: true,
  about: 'a checkout of another repository whose actions or workflows are used; repeatable',
};
export const configOption: OptionSpec = { names: ['config'], value: 'FILE', about: 'the configuration; default sealwright.yaml of the checkout' };
export const noConfigOption: OptionSpec = { names: ['no-config'], about: 'ignore the sealwright.yaml of the checkout' };
export const nowOption: OptionSpec = {
  names: ['now'],
  value: 'DATE',
  about: 'the day that review dates of decisions are compared with, as YYYY-MM-DD; default today',
};
export const noColourOption: OptionSpec = { names: ['no-colour', 'no-color'], about: 'no colour, also on a terminal; NO_COLOR and FORCE_COLOR are honoured' };
export const dirOption: OptionSpec = { names: ['dir'], value: 'DIR', about: 'the checkout; default the current folder' };
