import type { Config } from '../decisions/index.ts';
import type { Traced, TraceInput } from '../lineage/index.ts';
import type { AuditInput } from './contract.ts';
import type { AuditReport, UnreadEntry } from './report.ts';

/** What the lineage must know of a configuration that the audited checkout wrote itself; nothing of a person's. */
export function ownConfiguration(input: AuditInput): Pick<TraceInput, 'own'> {
  const { config } = input;
  const [file] = config.files;
  if (config.trust === 'person' || file === undefined) return {};
  return {
    own: {
      file,
      rows: new Set([...config.catalog.actions, ...config.catalog.commands]),
      resolved: new Set([...(input.resolvedByCheckout ?? [])].map((name) => name.toLowerCase())),
    },
  };
}

/** Rows that are left out, as places that were not analysed. */
export function ignoredRows(config: Config): readonly UnreadEntry[] {
  return config.ignored.map(({ path, line, what }) => ({
    path,
    line,
    reason: `this row for ${what} is left out: the catalog has one, which a checkout cannot replace [CONFIG_ROW_IGNORED]`,
  }));
}

/** What a report says of the checkout's own configuration, where anything rests on it. */
export function configurationOf(input: AuditInput, traced: Traced): Pick<AuditReport, 'configuration'> {
  const { config } = input;
  const [file] = config.files;
  if (config.trust === 'person' || file === undefined) return {};
  const told = [
    ...(config.deployment === null
      ? []
      : [`the deployment is ${config.deployment.host} with the issuer ${config.deployment.issuer}, as ${file} of this checkout says`]),
    ...(config.dispositions.length === 0
      ? []
      : [
          `what was decided on findings (${config.dispositions.length === 1 ? 'one entry' : `${config.dispositions.length} entries`}), as ${file} of this checkout says`,
        ]),
    ...new Set(traced.trace.told.map((one) => one.what)),
  ];
  const ignored = config.ignored.map((row) => row.what);
  return told.length === 0 && ignored.length === 0 ? {} : { configuration: { files: config.files, told, ignored } };
}
