#!/usr/bin/env bats
# Includes point inward (ARCHITECTURE.md), and each library stays behind its own door.
load tree

# room NAME ALLOWED: files in src/NAME include of ours only what ALLOWED (a pattern) admits.
room() {
  search -rn --include='*.[ch]pp' '^ *# *include *"' "src/$1" |
    except "include *\"($2)\"" | none "src/$1 may not include"
}

# only_in WHERE HEADER: of the files of src only those that WHERE (a pattern) admits include HEADER.
only_in() {
  search -rn '^ *# *include *[<"]('"$2"')' src | except "^($1):" | none "not the place to include"
}

@test "core includes itself" { room core 'core/[^"]*'; }
@test "wire includes core" { room wire '(core|wire)/[^"]*'; }
@test "platform includes core" { room platform '(core|platform)/[^"]*'; }
@test "net includes core and platform" { room net '(core|platform|net)/[^"]*'; }
@test "api includes core and wire and platform and net/http" {
  room api '(core|wire|platform|api)/[^"]*|net/http\.hpp'
}
@test "output includes core and wire and platform" { room output '(core|wire|platform|output)/[^"]*'; }
@test "cli includes core and wire and platform and output and net/http" {
  room cli '(core|wire|platform|output|cli)/[^"]*|net/http\.hpp'
}
@test "mock includes core and wire and platform and net/http" {
  room mock '(core|wire|platform|mock)/[^"]*|net/http\.hpp'
}
@test "commands include any room and the environment but not what calls them" {
  room commands '(core|wire|platform|net|api|output|cli|mock|commands)/[^"]*|environment\.hpp'
}

@test "every room has its rule here" {
  find src -mindepth 1 -maxdepth 1 -type d -printf '%f\n' |
    except '^(core|wire|platform|net|api|output|cli|mock|commands)$' | none "no rule for"
}

@test "core includes the standard library alone and OpenSSL in signature.cpp" {
  search -rn '^ *# *include *<' src/core | except 'include *<[a-z_0-9]+>' |
    except '^src/core/signature\.cpp:[0-9]+:#include <openssl/' | none "core may not include"
}

@test "cpp-httplib is included where its versions are told apart and by net's .cpp files" {
  only_in 'src/net/httplib_versions\.hpp' 'httplib\.h'
  only_in 'src/net/[^:]*\.cpp' 'net/httplib_versions\.hpp'
}

@test "nlohmann/json is included by .cpp files only and its declarations by headers" {
  only_in 'src/[^:]*\.cpp' 'nlohmann/json\.hpp'
  only_in 'src/[^:]*\.(cpp|hpp)' 'nlohmann/'
}

@test "CLI11 is included where options are described or parsed" {
  only_in 'src/(commands|cli)/[^:]*|src/(parser|app)\.[ch]pp' 'CLI/'
}
