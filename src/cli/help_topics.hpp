#pragma once

#include <span>

namespace syncbell {

// A part of the manual that `syncbell help` shows.
struct HelpTopic {
  const char* name; // "exit-status"
  const char* text; // ends in a line break
};

// The files of help/, which the build puts into the program, by name.
std::span<const HelpTopic> help_topics();

} // namespace syncbell
