# The system's packages first; where it has none, a pinned version fetched by hash.
include(FetchContent)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)

# FIND_PACKAGE_ARGS makes FetchContent ask find_package first and download only what is missing.
FetchContent_Declare(CLI11
  URL https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.4.2.tar.gz
  URL_HASH SHA256=f2d893a65c3b1324c50d4e682c0cdc021dd0477ae2c048544f39eed6654b699a
  FIND_PACKAGE_ARGS)
FetchContent_Declare(nlohmann_json
  URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
  URL_HASH SHA256=d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d
  FIND_PACKAGE_ARGS)
FetchContent_MakeAvailable(CLI11 nlohmann_json)

if(SYNCBELL_TESTS)
  FetchContent_Declare(doctest
    URL https://github.com/doctest/doctest/archive/refs/tags/v2.4.12.tar.gz
    URL_HASH SHA256=73381c7aa4dee704bd935609668cf41880ea7f19fa0504a200e13b74999c2d70
    FIND_PACKAGE_ARGS)
  FetchContent_MakeAvailable(doctest)
endif()

# Debian's cpp-httplib is a compiled library without a CMake package: its pkg-config flags decide the
# layout of its classes, so they must be ours too (without them the library writes past our objects).
add_library(syncbell_httplib INTERFACE)
target_link_libraries(syncbell_httplib INTERFACE Threads::Threads)
find_package(httplib QUIET)
if(NOT httplib_FOUND)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(HTTPLIB QUIET IMPORTED_TARGET cpp-httplib)
  endif()
  if(NOT TARGET PkgConfig::HTTPLIB)
    FetchContent_Declare(httplib
      URL https://github.com/yhirose/cpp-httplib/archive/refs/tags/v0.18.7.tar.gz
      URL_HASH SHA512=5efa8140aadffe105dcf39935b732476e95755f6c7473ada3d0b64df2bc02c557633ae3948a25b45e1cf67e89a3ff6329fb30362e4ac033b9a1d1e453aa2eded)
    set(HTTPLIB_REQUIRE_OPENSSL ON)
    set(HTTPLIB_COMPILE ON)
    set(HTTPLIB_INSTALL OFF)
    FetchContent_MakeAvailable(httplib)
  endif()
endif()
if(TARGET PkgConfig::HTTPLIB)
  target_link_libraries(syncbell_httplib INTERFACE PkgConfig::HTTPLIB)
else()
  target_link_libraries(syncbell_httplib INTERFACE httplib::httplib)
endif()
