#include "core/capture_name.hpp"
#include "core/signature.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace syncbell;

namespace {

CaptureTitle title(const std::string& time, const std::string& event = "SYNC_COMPLETE",
                   const std::string& integration = "cly301") {
  return {*parse_timestamp(time), event, integration};
}

std::string name(const CaptureTitle& title, int rank = 0) {
  return capture_name(title, rank, "{}");
}

} // namespace

TEST_CASE("capture_name") {
  const std::string end = "-" + digest("{}").substr(0, 4) + ".json";
  SUBCASE("says when and what and of whom") {
    CHECK(name(title("2026-11-23T08:00:00.123Z", "FIRST_SYNC_COMPLETE", "cly301lrc")) ==
          "20261123T080000.123Z-FIRST_SYNC_COMPLETE-cly301lrc" + end);
  }
  SUBCASE("leaves out what the payload does not say") {
    CHECK(name(title("2026-11-23T08:00:00Z", "", "")) == "20261123T080000.000Z-UNKNOWN" + end);
  }
  SUBCASE("differs with the record") {
    const CaptureTitle same = title("2026-11-23T08:00:00Z");
    CHECK(capture_name(same, 0, "a") != capture_name(same, 0, "b"));
  }
  SUBCASE("is safe whatever the payload holds") {
    const std::string odd = "../\n a/\xff\xc3\xa9*?:'\"\\" + std::string(1, '\0') + "Z-_9";
    const std::string made = name(title("2026-11-23T08:00:00Z", odd, odd));
    CHECK(made == "20261123T080000.000Z-_____a___________Z-_9-_____a___________Z-_9" + end);
  }
  SUBCASE("is short whatever the payload holds") {
    CHECK(
        name(title("2026-11-23T08:00:00Z", std::string(9'999, 'e'), std::string(9'999, 'i')), 9999)
            .size() < 128);
  }
}

TEST_CASE("capture_name sorts by arrival") {
  const CaptureTitle first = title("2026-11-23T08:00:00.123Z", "Z");
  const CaptureTitle second = title("2026-11-23T08:00:00.123Z", "A");
  const std::vector<std::string> in_order = {name(first),
                                             name(second, 1),
                                             name(first, 2),
                                             name(second, 10),
                                             name(first, 1234),
                                             name(title("2026-11-23T08:00:00.124Z", "A")),
                                             name(title("2026-11-23T08:00:01.000Z", "A"))};
  for (std::size_t i = 1; i < in_order.size(); ++i)
    CHECK(in_order[i - 1] < in_order[i]);
}
