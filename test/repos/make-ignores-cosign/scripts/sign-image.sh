#!/usr/bin/env bash
# Signs an image by its digest: NAME DIGEST
set -euo pipefail

ref="$1@$2"
echo "signing $ref"
cosign sign --yes "$ref"
