#pragma once

#include <string>
#include <vector>

namespace syncbell {

// A word that may stand where one is being typed.
struct Candidate {
  std::string value;
  std::string description = {}; // empty: none
};

// What may stand where a word is being typed.
struct Completion {
  enum class Expected { words, files, integrations, webhooks, profiles };

  Expected expected = Expected::words;
  std::vector<Candidate> words = {}; // where words or profiles are expected: all of them
  std::string before = {};           // the part of the word that stays: "--event=DATA_NEW,"
  std::string typed = {};            // the part behind it, with which a candidate begins
};

} // namespace syncbell
