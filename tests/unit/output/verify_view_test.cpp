#include "output/verify_view.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

const CaptureCheck valid{SignatureCheck::valid};
const CaptureCheck invalid{SignatureCheck::invalid, "why"};

} // namespace

TEST_CASE("check_text") {
  const Style plain(false);
  CHECK(check_text("a.jsonl:12", valid, plain) == "a.jsonl:12: valid\n");
  CHECK(check_text("a.json", invalid, plain) == "a.json: invalid: why\n");
  CHECK(check_text("\x1b.json", {SignatureCheck::missing, "none"}, plain) ==
        "\\x1b.json: missing: none\n");
  CHECK(check_text("a", valid, Style(true)) == "a: \x1b[32mvalid\x1b[0m\n");
}

TEST_CASE("tally_text leaves out what is 0") {
  VerifyTally tally;
  CHECK(tally_text(tally) == "0 checked");
  tally.count(SignatureCheck::valid);
  CHECK(tally_text(tally) == "1 checked: 1 valid");
  CHECK(tally.all_valid());
  tally.count(SignatureCheck::invalid);
  tally.count(SignatureCheck::missing);
  tally.unreadable = 2;
  CHECK(tally_text(tally) == "3 checked: 1 valid, 1 invalid, 1 without a signature, 2 unreadable");
  CHECK_FALSE(tally.all_valid());
}

TEST_CASE("encode_only_check") {
  CHECK(encode_only_check("a.json", valid) == "{\"origin\":\"a.json\",\"signature\":\"valid\","
                                              "\"reason\":null,\"outcome\":\"satisfied\"}\n");
  CHECK(encode_only_check("\xff", invalid) ==
        "{\"origin\":\"\xef\xbf\xbd\",\"signature\":\"invalid\",\"reason\":\"why\","
        "\"outcome\":\"unhealthy\"}\n");
}

TEST_CASE("encode_check") {
  CHECK(encode_check("a:1", invalid) == "{\"type\":\"verification\",\"origin\":\"a:1\","
                                        "\"signature\":\"invalid\",\"reason\":\"why\"}\n");
}

TEST_CASE("encode_tally") {
  VerifyTally tally;
  tally.count(SignatureCheck::valid);
  CHECK(encode_tally(tally) ==
        "{\"type\":\"result\",\"outcome\":\"satisfied\",\"checked\":1,\"valid\":1,"
        "\"invalid\":0,\"missing\":0,\"unreadable\":0}\n");
  tally.count(SignatureCheck::missing);
  CHECK(encode_tally(tally).find("\"outcome\":\"unhealthy\",\"checked\":2") != std::string::npos);
  tally.unreadable = 1;
  CHECK(encode_tally(tally).find("\"outcome\":\"error\"") != std::string::npos);
}
