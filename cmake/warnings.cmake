# Warnings are part of the house; that they stop the build is for our own presets and CI only.
add_library(syncbell_warnings INTERFACE)
target_compile_options(syncbell_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual
  -Wnon-virtual-dtor -Woverloaded-virtual
  # Files that are compiled as one shadow names of each other, and g++ takes them for headers.
  $<IF:$<BOOL:${SYNCBELL_UNITY}>,$<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>,-Wshadow>
  # At -O3 and under sanitizers g++ suspects what the libraries do of being null.
  $<$<CONFIG:Debug>:-Wnull-dereference>
  -Wformat=2 -Wimplicit-fallthrough)
# g++ 12 sees overlapping copies in "text" + std::string (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(syncbell_warnings INTERFACE -Wno-restrict)
endif()
if(SYNCBELL_STRICT)
  target_compile_options(syncbell_warnings INTERFACE -Werror)
endif()
