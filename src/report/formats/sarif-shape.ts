import type { Region } from './region.ts';

/** The part of SARIF 2.1.0 that is written. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly Run[];
}

interface Run {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly version: string;
      readonly semanticVersion: string;
      readonly rules: readonly ReportingDescriptor[];
    };
  };
  readonly automationDetails: { readonly id: string };
  readonly columnKind: 'utf16CodeUnits';
  readonly originalUriBaseIds: Readonly<Record<string, { readonly description: Message }>>;
  readonly versionControlProvenance?: readonly {
    readonly repositoryUri: string;
    readonly revisionId: string;
    readonly mappedTo: { readonly uriBaseId: string };
  }[];
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly exitCode: number;
    readonly exitCodeDescription: string;
    readonly toolExecutionNotifications?: readonly Notification[];
  }[];
  readonly results: readonly Result[];
  readonly artifacts: readonly { readonly location: ArtifactLocation; readonly roles: readonly string[] }[];
}

interface Message {
  readonly text: string;
}

export interface ReportingDescriptor {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: Message;
  readonly fullDescription: Message;
  readonly help: Message & { readonly markdown: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: Result['level'] };
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
}

export interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: Message;
  readonly locations: readonly Location[];
  readonly relatedLocations?: readonly (Location & { readonly id: number; readonly message: Message })[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: 'new' | 'unchanged';
  readonly suppressions?: readonly Suppression[];
  readonly fixes?: readonly Fix[];
  readonly properties: Readonly<Record<string, string>>;
}

export interface Suppression {
  readonly kind: 'external';
  readonly status: 'accepted';
  readonly justification: string;
}

export interface Fix {
  readonly description: Message;
  readonly artifactChanges: readonly {
    readonly artifactLocation: ArtifactLocation;
    readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent: Message }[];
  }[];
}

export interface Notification {
  readonly level: 'warning' | 'note';
  readonly message: Message;
  readonly locations?: readonly Location[];
}

export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId: string;
  readonly index: number;
}

export interface Location {
  readonly physicalLocation: { readonly artifactLocation: ArtifactLocation; readonly region?: Region | { readonly startLine: number } };
  readonly logicalLocations?: readonly { readonly name?: string; readonly fullyQualifiedName: string; readonly kind: string }[];
}
