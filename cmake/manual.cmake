# The pages of man/ are installed. The texts of help/, which are parts of syncbell(1), are in the
# program: one that is added there is a topic of `syncbell help`.
file(GLOB SYNCBELL_PAGES CONFIGURE_DEPENDS man/*.1)
install(FILES ${SYNCBELL_PAGES} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

file(GLOB SYNCBELL_HELP CONFIGURE_DEPENDS help/*.txt)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SYNCBELL_HELP})
set(HELP_TOPICS "")
foreach(file IN LISTS SYNCBELL_HELP)
  cmake_path(GET file STEM name)
  file(READ ${file} text)
  string(APPEND HELP_TOPICS "    HelpTopic{\"${name}\", R\"topic(${text})topic\"},\n")
endforeach()
configure_file(src/cli/help_topics.cpp.in help_topics.cpp @ONLY)
