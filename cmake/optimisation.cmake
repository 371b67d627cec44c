# Most of the program reads its arguments, asks the API and shows what came of it, once in a run: in a
# release that is built to be small, which leaves fewer pages to load. What goes over every byte that is
# received, sent or checked (core, wire, net, platform) is built to be fast.
function(syncbell_optimise target)
  if(SYNCBELL_UNITY)
    return() # files with options of their own are left out there, and it is not for a release
  endif()
  set(is_release $<CONFIG:Release>)
  file(GLOB_RECURSE once_in_a_run CONFIGURE_DEPENDS src/parser.cpp src/app.cpp src/cli/*.cpp
    src/commands/*.cpp src/output/*.cpp src/api/*.cpp src/mock/*.cpp)
  set_property(SOURCE ${once_in_a_run} APPEND PROPERTY COMPILE_OPTIONS $<${is_release}:-Os>)
  # So that the linker can leave out what nothing calls.
  target_compile_options(${target} PRIVATE $<${is_release}:-ffunction-sections> $<${is_release}:-fdata-sections>)
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    target_link_options(${target} INTERFACE $<${is_release}:LINKER:--gc-sections>)
  endif()
endfunction()
