#!/bin/sh
set -eu
base=https://github.com/acme/lens/releases/latest/download
curl -fsSLO "$base/lens" -O "$base/lens.sigstore.json"
cosign verify-blob lens --bundle lens.sigstore.json --certificate-identity-regexp '^https://github\.com/acme/lens/' --certificate-oidc-issuer https://token.actions.githubusercontent.com
install -m 755 lens "${BIN:-$HOME/.local/bin}/lens"
