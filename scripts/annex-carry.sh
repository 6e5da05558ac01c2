#!/bin/sh
# Takes parcels of annexes from one gateway's `outgoing` to another's `incoming`, whole or not at all; run it again at any time.
# Usage: annex-carry.sh <outgoing> <incoming>
set -eu
from=$1
to=$2
[ -d "$from" ] || exit 0
mkdir -p "$to"
for file in "$from"/*.annex "$from"/*.pull; do
  [ -f "$file" ] || continue
  name=${file##*/}
  cp "$file" "$to/$name.part"
  mv "$to/$name.part" "$to/$name"
  rm -f "$file"
done
