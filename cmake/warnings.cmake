# Warnings are part of the house; that they stop the build is for our own presets and CI only.
add_library(syncbell_warnings INTERFACE)
target_compile_options(syncbell_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual
  -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Wformat=2 -Wimplicit-fallthrough)
if(SYNCBELL_STRICT)
  target_compile_options(syncbell_warnings INTERFACE -Werror)
endif()
