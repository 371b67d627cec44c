# What makes a mistake of ours harder to exploit, in every build that a user runs. Debug builds go
# without: they are for the sanitizers, which find more and do not go together with it.
include(CheckCXXCompilerFlag)
add_library(syncbell_hardening INTERFACE)
set(optimised "$<CONFIG:Release,RelWithDebInfo,MinSizeRel>")

set(compiler_flags -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE)
foreach(flag IN LISTS compiler_flags)
  string(MAKE_C_IDENTIFIER "SYNCBELL_HAS${flag}" known)
  check_cxx_compiler_flag(${flag} ${known}) # -fcf-protection is for x86 only, for one
  if(${known})
    target_compile_options(syncbell_hardening INTERFACE $<${optimised}:${flag}>)
  endif()
endforeach()

# Level 3 came with g++ 12 and clang 9; older compilers take it for 2.
target_compile_options(syncbell_hardening INTERFACE
  $<${optimised}:-U_FORTIFY_SOURCE> $<${optimised}:-D_FORTIFY_SOURCE=3>
  $<${optimised}:-D_GLIBCXX_ASSERTIONS>)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  target_link_options(syncbell_hardening INTERFACE
    $<${optimised}:-pie> $<${optimised}:LINKER:-z,relro,-z,now,-z,noexecstack>)
endif()
