# With SYNCBELL_UNITY the files of a folder are compiled as one, which takes less than half of the time: most of
# it goes into headers and templates. The plain builds go without, and so find a file that does not
# include what it needs. It asks for one thing: within a folder of src, names that files keep to
# themselves (in an unnamed namespace) differ.

# Files of a folder in a group of their own.
function(syncbell_unite target)
  if(NOT SYNCBELL_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(files ${target} SOURCES)
  foreach(file IN LISTS files)
    cmake_path(GET file PARENT_PATH folder)
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
    string(MAKE_C_IDENTIFIER "${folder}" group)
    set_source_files_properties(${file} PROPERTIES UNITY_GROUP ${group})
  endforeach()
endfunction()

# The same for unit tests, whose names are not to be different: each file is put into a namespace, and so
# what they include has to stand before all of them.
function(syncbell_unite_tests target)
  if(NOT SYNCBELL_UNITY)
    return()
  endif()
  syncbell_unite(${target})
  get_target_property(files ${target} SOURCES)
  set(lines "#pragma once")
  foreach(file IN LISTS files)
    file(STRINGS ${file} includes REGEX "^#include")
    list(APPEND lines ${includes})
  endforeach()
  list(REMOVE_DUPLICATES lines)
  list(JOIN lines "\n" text)
  set(all_includes ${CMAKE_CURRENT_BINARY_DIR}/all_includes.hpp)
  file(CONFIGURE OUTPUT ${all_includes} CONTENT "${text}\n" @ONLY)
  # A test that includes something else than before has to be known here.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set_target_properties(${target} PROPERTIES UNITY_BUILD_UNIQUE_ID SYNCBELL_TEST_FILE
    UNITY_BUILD_CODE_BEFORE_INCLUDE "#include \"${all_includes}\"\nnamespace SYNCBELL_TEST_FILE {"
    UNITY_BUILD_CODE_AFTER_INCLUDE "}")
endfunction()
