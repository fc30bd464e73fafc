#!/bin/sh
set -eu
mkdir -p "$HOME/.local/bin"
install -m 0755 "lens-linux-$(uname -m)" "$HOME/.local/bin/lens"
