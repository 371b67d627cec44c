#pragma once

#include "core/finding.hpp"
#include "core/settings.hpp"
#include "core/verdict.hpp"
#include "output/style.hpp"

#include <string>
#include <vector>

namespace syncbell {

// What a doctor has to say.
struct DoctorReport {
  std::vector<EffectiveSetting> settings;
  std::vector<Finding> findings;
  bool was_interrupted = false; // not everything was looked at
};

Outcome outcome_of(const DoctorReport& report);

// For people: the settings with where they came from, then the findings, each with a mark that can
// be told without colour and its advice below, within 80 columns.
std::string doctor_text(const DoctorReport& report, const Style& style);

// One document: settings, findings, outcome.
std::string encode_doctor(const DoctorReport& report);

} // namespace syncbell
