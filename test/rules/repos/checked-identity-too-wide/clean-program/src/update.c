#include <unistd.h>

int verify_update(char *file, char *bundle) {
  char *args[] = {"cosign", "verify-blob", "--bundle", bundle, file,
                  "--certificate-identity-regexp", "^https://github\\.com/acme/lens/\\.github/workflows/release\\.yml@refs/tags/v[0-9.]+$",
                  "--certificate-oidc-issuer", "https://token.actions.githubusercontent.com", 0};
  return execvp("cosign", args);
}
