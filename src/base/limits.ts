/** Every bound on hostile or oversized input, in one place. Past a bound the answer is `unknown` with the bound as its reason. */
export const limits = {
  maxFileBytes: 32 * 1024 * 1024,
  maxDocumentBytes: 2 * 1024 * 1024,
  maxFilesListed: 200_000,
  maxFolderDepth: 64,
  /** Threads that judge at once; each holds a piece of one file and the evidence for it. */
  maxThreads: 16,
  maxYamlAliases: 10_000,
  /** Values that the aliases of one document may add by standing for others. */
  maxYamlAliasNodes: 50_000,
  maxYamlDepth: 200,
  maxMatrixLegs: 256,
  maxScenarios: 32,
  maxCallDepth: 10,
  maxAlternatives: 64,
  maxLoopUnroll: 64,
  maxScriptDepth: 8,
  /** Release tools whose hooks run release tools. */
  maxToolDepth: 4,
  /** Commands evaluated for one workflow under all its scenarios; a count, not a clock, so that the same input gives the same answer. */
  maxStepsPerWorkflow: 200_000,
  /** The same for all workflows of a checkout together. */
  maxStepsPerAudit: 5_000_000,
  /** What a job, or one leg of its matrix, counts for. */
  stepsPerJob: 5,
  /** What a piece of evidence or a publication counts for: each is asked about with each of the others. */
  stepsPerRecord: 25,
  maxEdges: 200_000,
  maxCommandsPerScript: 120_000,
  maxFilesPerPlace: 4_096,
  maxTextPieces: 2_048,
  /** Characters of one value: what GitHub allows for the outputs of a job. */
  maxTextLength: 1024 * 1024,
  maxExpressionLength: 21_000,
  /** What `--online` asks of a service: requests, the bytes of one answer, its time, and how many at once. */
  maxRequests: 400,
  maxAnswerBytes: 8 * 1024 * 1024,
  answerTimeoutMs: 15_000,
  maxRequestsAtOnce: 6,
  /** Requests that fail without an answer, after which a service is not asked any more. */
  maxSilences: 4,
  maxRedirects: 3,
  maxAnswerPages: 3,
  /** Actions, workflows and files of a release that a service is asked about. */
  maxActionsAsked: 40,
  maxWorkflowsAsked: 20,
  maxAssetsAsked: 12,
  maxRulesetsAsked: 20,
  /** Actions that use actions. */
  maxActionDepth: 3,
  /** What a verification asks of services: requests in all, attempts at one, and how long it waits between attempts, once and in all. */
  maxQuestions: 5_000,
  maxAttempts: 4,
  firstPauseMs: 500,
  maxPauseMs: 20_000,
  maxPausesMs: 60_000,
  /** Addresses that one answer may lead through. */
  maxHops: 5,
  /** From a question to the last byte of its answer: for lists and manifests, and for contents. */
  questionTimeoutMs: 30_000,
  contentTimeoutMs: 600_000,
  /** Contents that are sent to a registry from memory; the size of a piece of larger ones, and the most that a registry may ask of it. */
  smallBlobBytes: 4 * 1024 * 1024,
  uploadPieceBytes: 5 * 1024 * 1024,
  maxUploadPieceBytes: 64 * 1024 * 1024,
  /** From one piece of a body that was taken to the next, and from the last to the answer. */
  uploadTimeoutMs: 180_000,
  /** Contents that are sent at the same time: each is read and hashed on the way. */
  maxUploadsAtOnce: 3,
  /** How often a tag that several write to is written, and how long another writer may take between reading and writing it. */
  maxTagWrites: 12,
  tagSettleMs: 250,
  /** What a registry may send: a manifest or list, and an answer about tokens. */
  maxManifestBytes: 4 * 1024 * 1024,
  maxTokenBytes: 256 * 1024,
  /** Of a list in pages, pages; of an image, manifests of evidence, layers in one of them, and manifests in an index, with indexes in it. */
  maxPages: 32,
  maxReferrers: 256,
  maxEvidenceLayers: 256,
  /** Pieces of evidence for one image, and reasons why there may be more that are told. */
  maxImageEvidence: 1_024,
  maxNotes: 32,
  maxPlatforms: 256,
  maxIndexDepth: 4,
  /** What an index says of the provenance of one file. */
  maxProvenanceBytes: 1024 * 1024,
  /** Bytes of an archive, and of all evidence for one subject, that are kept in memory. */
  maxKeptBytes: 256 * 1024 * 1024,
  /** Lines of the journal of a release: a few for each of its files. */
  maxJournalLines: 100_000,
  /** Files of a release that are downloaded. */
  maxReleaseFiles: 1_000,
  /** The same of a folder on the disk, with those of the folders in it. */
  maxFolderFiles: 50_000,
  /** Folders in a folder on the disk, however deep. */
  maxFolders: 20_000,
  /** A file that is downloaded to be hashed. */
  maxArtifactBytes: 8 * 1024 * 1024 * 1024,
  /** What a program that keeps passwords may write, and how long it may take. */
  maxSecretBytes: 64 * 1024,
  secretTimeoutMs: 30_000,
  /** A file of public keys, what a program says of a signature, and how long it may take to read keys or what was signed. */
  maxKeyringBytes: 1024 * 1024,
  maxOpenPgpSignatureBytes: 64 * 1024,
  maxKeysGiven: 256,
  maxStatusBytes: 1024 * 1024,
  keyringTimeoutMs: 60_000,
  signatureTimeoutMs: 600_000,
  /** Branches and tags that a commit is looked for in. */
  maxRefsCompared: 12,
  /** Characters of a pattern for names or identities, its wildcards, and the characters of what is held against it. */
  maxPatternLength: 2_000,
  maxWildcards: 16,
  maxMatchedLength: 8_192,
  /** One file, layer or answer that holds evidence, and what of it is read. */
  maxEvidenceBytes: 64 * 1024 * 1024,
  maxJsonDepth: 100,
  /** Members and elements of one JSON text. */
  maxJsonValues: 4_000_000,
  /** Pieces of evidence in one file or answer. */
  maxEvidencePieces: 4_096,
  /** Lists of checksums of one folder, and those of them that one file stands in. */
  maxListsOfFolder: 4_096,
  maxListsOfFile: 64,
  /** Pieces of evidence of one subject or list that a log is asked about: each question tells it of a signature. */
  maxLogSearches: 8,
  maxLogEntries: 32,
  maxTimestamps: 32,
  maxChainLength: 16,
  maxEnvelopeSignatures: 32,
  /** An inclusion proof has one hash a level of a tree, and a tree has at most 2^63 leaves. */
  maxProofHashes: 64,
  maxCheckpointBytes: 64 * 1024,
  /** One certificate with all its extensions, one timestamp with its certificates, one PEM text; a real one has a few thousand bytes. */
  maxCertificateBytes: 128 * 1024,
  maxTimestampBytes: 256 * 1024,
  maxPemLength: 512 * 1024,
  /** What a signature over the bytes themselves (Ed25519) is verified with in memory. */
  maxBytesInMemory: 1024 * 1024 * 1024,
  maxStatementSubjects: 20_000,
  /** A statement that is signed; in base64 it has to fit into a bundle that is read. */
  maxStatementBytes: 45 * 1024 * 1024,
  /** Members of an archive, or files of an image or folder that is described: how many, the letters of all their names, of one, and folders in folders. */
  maxTreeEntries: 1_000_000,
  maxTreeNameLength: 256 * 1024 * 1024,
  maxTreePathLength: 4_096,
  maxTreeDepth: 256,
  /** Links that one path may lead through, as the kernel counts them. */
  maxLinkHops: 40,
  /** What is told one by one of what a tree holds and is not read. */
  maxTreeProblems: 256,
  /** A header of a tar archive that holds names. */
  maxTarHeaderBytes: 1024 * 1024,
  /** What an archive or layer may unpack to: this much whatever it is made from, then so many times its size, and never more than that. */
  freelyUnpackedBytes: 256 * 1024 * 1024,
  maxUnpackRatio: 200,
  maxUnpackedBytes: 64 * 1024 * 1024 * 1024,
  /** What catalogers may ask for: one file, and all that is put aside for them. */
  maxWantedBytes: 2 * 1024 * 1024 * 1024,
  maxSpooledBytes: 16 * 1024 * 1024 * 1024,
  /** Kept in memory before the disk is used. */
  maxSpoolMemoryBytes: 64 * 1024 * 1024,
  /** The list at the end of a zip archive, and one file of it when it is unpacked. */
  maxZipDirectoryBytes: 256 * 1024 * 1024,
  maxUnpackedFileBytes: 512 * 1024 * 1024,
  /** Layers of one image. */
  maxLayers: 512,
  /** A database of packages, with its write-ahead log. */
  maxPackageDatabaseBytes: 512 * 1024 * 1024,
  maxPackages: 200_000,
  /** The same where it is a text: a longer one would not be a string. */
  maxPackageListBytes: 256 * 1024 * 1024,
  /** A name or version in it, and what it says for people. */
  maxPackageNameLength: 256,
  maxPackageTextLength: 4_096,
  /** Texts of licences that are read for what they declare, in all. */
  maxLicenceBytes: 256 * 1024 * 1024,
  /** Packages that give the same thing to others, as far as it is told who needs them. */
  maxProviders: 64,
  /** An identity token; a real one has one or two thousand characters. */
  maxIdentityTokenBytes: 64 * 1024,
  /** How long one signing may take with all that is asked again, unless told otherwise, and one answer of a service in it. */
  signingTimeoutMs: 300_000,
  signingAnswerMs: 60_000,
  /** How long a program may take that holds a key: somebody may have to touch something. */
  signerTimeoutMs: 120_000,
  maxSigningAttempts: 30,
  /** Files that are signed at the same time: services are asked no faster than a person with as many windows would. */
  maxSigningsAtOnce: 4,
  /**
   * What a log of version 1 is sent of an envelope: the public one closes the connection at some three and a half megabytes
   * of statement (sigstore/rekor#2808, sigstore/cosign#3599); one of one's own may take more.
   */
  maxPublicLogBytes: 4 * 1024 * 1024,
  maxLogBytes: 32 * 1024 * 1024,
  /** A signing config, what a service that signs answers, and services of one kind that are named. */
  maxSigningConfigBytes: 1024 * 1024,
  maxSigningAnswerBytes: 1024 * 1024,
  maxSigningServices: 64,
  /** A lock file, manifest or other text that names packages. */
  maxLockBytes: 64 * 1024 * 1024,
  /** Archives in an archive of Java: how deep, how many, and the bytes of all of them. */
  maxNestedArchiveDepth: 5,
  maxNestedArchives: 10_000,
  maxNestedArchiveBytes: 4 * 1024 * 1024 * 1024,
} as const;
