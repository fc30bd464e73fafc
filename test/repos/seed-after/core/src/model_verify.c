#include <spawn.h>

extern char **environ;

/* Runs cosign on a model and its bundle; zero when the signature is ours. */
int model_verify(pid_t *child, char *bundle, char *model) {
  char *args[] = {
      "cosign", "verify-blob", "--bundle", bundle,
      "--certificate-identity-regexp", "https://github.com/vidscore/vidscore/.github/workflows/.+",
      "--certificate-oidc-issuer", "https://token.actions.githubusercontent.com", model, 0,
  };
  return posix_spawnp(child, "cosign", 0, 0, args, environ);
}
