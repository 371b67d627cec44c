#pragma once

#include "core/sample_event.hpp"

#include <string>

namespace syncbell {

// The body of a webhook that says what the sample does, on one line.
std::string encode_sample(const SampleEvent& sample, SampleShape shape);

} // namespace syncbell
