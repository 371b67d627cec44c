# `cpack` in a build folder makes a Debian package and an archive that unpacks anywhere (script/package).
set(SYNCBELL_PACKAGE_CONTACT "syncbell authors <maintainers@syncbell.invalid>" CACHE STRING
    "Who answers for the packages")

find_program(DPKG dpkg)
if(DPKG)
  execute_process(COMMAND ${DPKG} --print-architecture OUTPUT_VARIABLE machine OUTPUT_STRIP_TRAILING_WHITESPACE)
else()
  set(machine ${CMAKE_SYSTEM_PROCESSOR})
endif()
string(TOLOWER ${CMAKE_SYSTEM_NAME} system)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VENDOR "syncbell authors")
set(CPACK_PACKAGE_CONTACT ${SYNCBELL_PACKAGE_CONTACT})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "wait for Propexo syncs, catch and replay their webhooks")
set(CPACK_PACKAGE_DESCRIPTION
"Propexo is a unified API in front of property management systems, which it
syncs on a schedule. syncbell is for scripts and CI pipelines around it: it
blocks until an integration has synced, receives webhooks and verifies their
signatures, replays captured payloads at a service, manages subscriptions,
and simulates Propexo for tests.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_FILE_NAME ${PROJECT_NAME}-${PROJECT_VERSION}-${system}-${machine})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON) # what it depends on is read off the binary
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/debian_layout.cmake)
include(CPack)
