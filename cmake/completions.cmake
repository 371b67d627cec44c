# The completion scripts are in completions/ and, byte for byte, in the program.
file(READ completions/syncbell.bash BASH_COMPLETION)
file(READ completions/_syncbell ZSH_COMPLETION)
file(READ completions/syncbell.fish FISH_COMPLETION)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  completions/syncbell.bash completions/_syncbell completions/syncbell.fish)
configure_file(src/cli/completion_scripts.cpp.in completion_scripts.cpp @ONLY)

install(FILES completions/syncbell.bash RENAME syncbell
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES completions/_syncbell DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES completions/syncbell.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
