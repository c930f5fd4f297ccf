# Sourced by the commands beside it: where the project lies, its Java, and its builds.

# The project's folder, however the command was called: by another folder, or through links.
project_of() {
  local file=$1 folder
  while [[ -L $file ]]; do
    folder=$(cd -P "$(dirname "$file")" && pwd)
    file=$(readlink "$file")
    [[ $file == /* ]] || file=$folder/$file
  done
  cd -P "$(dirname "$file")/.." && pwd
}

# fail CODE PROBLEM REMEDY: the one line of a mistake, and the end.
fail() {
  printf 'netdiffus: %s: %s.\n' "$2" "$3" >&2
  exit "$1"
}

say() {
  printf 'netdiffus: %s\n' "$*" >&2
}

java_command() {
  if [[ -n ${JAVA_HOME:-} ]]; then
    printf '%s/bin/java' "$JAVA_HOME"
  else
    printf 'java'
  fi
}

require_java() {
  local java version
  java=$(java_command)
  if ! command -v "$java" >/dev/null; then
    fail 2 "no Java found ($java)" "install a JDK 17, or set JAVA_HOME to one"
  fi
  version=$("$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1)
  if [[ $version != 17 && $version != 17.* ]]; then
    fail 2 "$java is Java ${version:-of unknown version}" "netdiffus runs on Java 17: set JAVA_HOME to a JDK 17"
  fi
}

# stale PROJECT KIND: nothing built of that kind ("classes" or "shaded"), or sources newer than it.
stale() {
  local stamp=$1/target/classpath/$2-built
  [[ ! -e $stamp ]] || [[ -n $(find "$1/pom.xml" "$1/src/main" "$1/conf/presets" -newer "$stamp" -print -quit) ]]
}

# build PROJECT KIND: runs Maven when it is needed; one builds, others wait for it.
build() {
  local project=$1 kind=$2
  stale "$project" "$kind" || return 0
  command -v mvn >/dev/null || fail 2 "Maven (mvn) is not installed" "install Maven 3.6.3 or newer to build netdiffus"
  mkdir -p "$project/target"
  if command -v flock >/dev/null; then
    exec 9>"$project/target/build.lock"
    flock 9
    if ! stale "$project" "$kind"; then
      exec 9>&-
      return 0
    fi
  fi
  local goals=(process-classes)
  [[ $kind == classes ]] || goals=(-Dmaven.test.skip=true package)
  run_maven "$project" "${goals[@]}"
  [[ ! -e $project/target/build.lock ]] || exec 9>&-
}

run_maven() {
  local project=$1 log=$1/target/build.log started=$SECONDS maven seconds
  shift
  say "building: mvn -B $* (log: $log; the first build downloads about 0.5 GB)"
  (cd "$project" && exec mvn -B "$@" </dev/null >"$log" 2>&1) &
  maven=$!
  trap 'kill "$maven" 2>/dev/null || true; exit 130' INT TERM
  while kill -0 "$maven" 2>/dev/null; do
    sleep 0.2
    seconds=$((SECONDS - started))
    if [[ -t 2 ]]; then
      printf '\rnetdiffus: building, %d s, %d files downloaded ' "$seconds" "$(grep -c Downloaded "$log" || true)" >&2
    fi
  done
  trap - INT TERM
  [[ ! -t 2 ]] || printf '\n' >&2
  if ! wait "$maven"; then
    tail -n 30 "$log" >&2
    fail 1 "the build failed" "its log is $log"
  fi
  say "built in $((SECONDS - started)) s"
}

# Bytes of memory that this machine, or the container around us, gives; in MiB.
memory_mib() {
  local total=4096 limit file
  if [[ -r /proc/meminfo ]]; then
    total=$(awk '/^MemTotal:/ {print int($2 / 1024)}' /proc/meminfo)
  fi
  for file in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
    if [[ -r $file ]]; then
      limit=$(<"$file")
      if [[ $limit =~ ^[0-9]{1,15}$ ]] && ((limit / 1048576 < total)); then
        total=$((limit / 1048576))
      fi
    fi
  done
  printf '%d' "$total"
}
