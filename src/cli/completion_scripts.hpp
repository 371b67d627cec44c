#pragma once

// The files of completions/, which the build puts into the program.
namespace syncbell::completion_scripts {

extern const char* const bash;
extern const char* const zsh;
extern const char* const fish;

} // namespace syncbell::completion_scripts
