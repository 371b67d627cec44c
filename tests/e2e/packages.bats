# What is installed, and what cpack makes of it. The packages are made of the build that is tested, so
# that nothing has to be built for them.
load harness

setup_file() {
  BUILD=$(dirname "$(realpath "${SYNCBELL:-$BATS_TEST_DIRNAME/../../build/dev/syncbell}")")
  export BUILD
}

build_is_at_hand() { [ -e "$BUILD/CPackConfig.cmake" ] || skip "$BUILD is no build folder"; }

@test "cmake --install puts everything where it is looked for" {
  build_is_at_hand
  cmake --install "$BUILD" --prefix "$T/usr" --strip >"$T/installed"
  equals "$("$T/usr/bin/syncbell" --version)" "$("$SYNCBELL" --version)"
  for file in bash-completion/completions/syncbell zsh/site-functions/_syncbell \
    fish/vendor_completions.d/syncbell.fish doc/syncbell/LICENSE; do
    test -s "$T/usr/share/$file"
  done
  "$SYNCBELL" completion zsh | cmp - "$T/usr/share/zsh/site-functions/_syncbell"
  diff -r "$BATS_TEST_DIRNAME/../../man" "$T/usr/share/man/man1"
  diff -r "$BATS_TEST_DIRNAME/../../docs" "$T/usr/share/doc/syncbell/docs"
}

@test "cmake --install honours DESTDIR" {
  build_is_at_hand
  DESTDIR=$T/root cmake --install "$BUILD" --prefix /opt/syncbell >"$T/installed"
  test -x "$T/root/opt/syncbell/bin/syncbell"
}

@test "the Debian package holds what it should, depends on its libraries, and can be unpacked and run" {
  build_is_at_hand
  cpack --config "$BUILD/CPackConfig.cmake" -G DEB -B "$T/packages" >"$T/cpack" 2>&1 || { cat "$T/cpack" && false; }
  package=$(echo "$T"/packages/syncbell_*.deb)
  dpkg-deb --field "$package" Depends >"$T/depends"
  libraries=(libc6 libssl3 libstdc++6)
  if ldd "$SYNCBELL" | grep -q cpp-httplib; then libraries+=(libcpp-httplib); fi # else it is a part of the program
  for library in "${libraries[@]}"; do grep -q "$library" "$T/depends"; done
  dpkg-deb --extract "$package" "$T/root"
  equals "$("$T/root/usr/bin/syncbell" --version)" "$("$SYNCBELL" --version)"
  for file in bash-completion/completions/syncbell zsh/vendor-completions/_syncbell \
    fish/vendor_completions.d/syncbell.fish doc/syncbell/copyright doc/syncbell/changelog.gz; do
    test -s "$T/root/usr/share/$file"
  done
  test ! -e "$T/root/usr/share/zsh/site-functions"
  zcat "$T/root/usr/share/man/man1/syncbell-wait.1.gz" | cmp - "$BATS_TEST_DIRNAME/../../man/syncbell-wait.1"
  # Nothing of the machine that built it.
  if grep -rF "$BUILD" "$T/root"; then false; fi
}

@test "the archive is named as action.yml and the release have it, and runs where it is unpacked" {
  build_is_at_hand
  cpack --config "$BUILD/CPackConfig.cmake" -G TGZ -B "$T/packages" >"$T/cpack" 2>&1 || { cat "$T/cpack" && false; }
  version=$("$SYNCBELL" --version | grep -o '[0-9][0-9.]*$')
  name=syncbell-$version-linux-$(dpkg --print-architecture)
  tar -C "$T" -xzf "$T/packages/$name.tar.gz"
  equals "$("$T/$name/bin/syncbell" --version)" "$("$SYNCBELL" --version)"
}
