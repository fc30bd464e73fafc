/** What a report says with a code and goes on; in docs/errors.md too. */
export const warningTable = {
  CONFIG_ROW_IGNORED: "A row or a folder in the checkout's own sealwright.yaml would replace what the catalog knows, and is left out.",
} as const;
