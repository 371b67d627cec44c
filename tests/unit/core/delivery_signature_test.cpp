#include "core/delivery_signature.hpp"
#include "core/signature.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

const std::string body = R"({"event":"SYNC_COMPLETE"})";
const Secret secret("correct-horse");

HeaderFields applied(const SigningRules& rules, HeaderFields headers) {
  apply_signature(rules, body, headers);
  return headers;
}

} // namespace

TEST_CASE("apply_signature") {
  const HeaderFields recorded = {
      {"A", "1"}, {"Propexo-Signature", std::string(64, 'a')}, {"B", "2"}};

  SUBCASE("leaves the recorded one without a secret") { CHECK(applied({}, recorded) == recorded); }
  SUBCASE("signs anew in its place and its spelling") {
    CHECK(applied({.secret = secret}, recorded) ==
          HeaderFields{{"A", "1"}, {"Propexo-Signature", sign(body, secret)}, {"B", "2"}});
  }
  SUBCASE("appends where there is none") {
    CHECK(applied({.secret = secret}, {{"A", "1"}}) ==
          HeaderFields{{"A", "1"}, {"propexo-signature", sign(body, secret)}});
  }
  SUBCASE("makes several one") {
    CHECK(applied({.secret = secret},
                  {{"propexo-signature", "x"}, {"A", "1"}, {"PROPEXO-SIGNATURE", "y"}}) ==
          HeaderFields{{"propexo-signature", sign(body, secret)}, {"A", "1"}});
  }
  SUBCASE("leaves out every one") {
    CHECK(applied({.secret = {}, .leave_out = true},
                  {{"propexo-signature", "x"}, {"A", "1"}, {"PROPEXO-SIGNATURE", "y"}}) ==
          HeaderFields{{"A", "1"}});
  }
}

TEST_CASE("apply_signature corrupts") {
  const auto corrupted = [](std::optional<Secret> key, const HeaderFields& headers) {
    const HeaderFields sent = applied({.secret = std::move(key), .corrupt = true}, headers);
    const auto value = find_header(sent, "propexo-signature");
    REQUIRE(value);
    CHECK(value->size() == 64);
    CHECK(value->find_first_not_of("0123456789abcdef") == value->npos);
    CHECK_FALSE(signature_matches(body, *value, {secret}));
    return std::string(*value);
  };
  SUBCASE("the signature of the secret by its last digit") {
    const std::string right = sign(body, secret);
    CHECK(corrupted(secret, {}).substr(0, 63) == right.substr(0, 63));
  }
  SUBCASE("what was corrupted before stays wrong") {
    for (const char digit : std::string("0123456789abcdef")) {
      std::string recorded = sign(body, secret);
      recorded.back() = digit;
      corrupted({}, {{"propexo-signature", recorded}});
    }
  }
  SUBCASE("nothing into something") {
    corrupted({}, {});
    corrupted({}, {{"propexo-signature", "short"}});
  }
}
