# syncbell_precompile(TARGET [HEADER]...): with SYNCBELL_PRECOMPILE, reads what nearly every file of the
# target includes once. It halves the time that clang takes. The plain builds go without, and so find a
# file that does not include what it needs.
function(syncbell_precompile target)
  if(NOT SYNCBELL_PRECOMPILE)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE
    <algorithm> <chrono> <functional> <optional> <string> <string_view> <vector> ${ARGN})
  # So that ccache may know it again.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)
endfunction()
