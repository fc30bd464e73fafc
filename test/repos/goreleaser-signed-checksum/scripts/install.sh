#!/bin/sh
set -eu
install -m 0755 lens "$HOME/.local/bin/lens"
