#include "core/signature.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

// RFC 4231, test cases 1, 2, 6 and 7; the last two have keys longer than a block of SHA-256.
const Secret key_1(std::string(20, '\x0b'));
const Secret key_6(std::string(131, '\xaa'));
constexpr const char* mac_1 = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
constexpr const char* mac_2 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
constexpr const char* mac_6 = "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54";
constexpr const char* mac_7 = "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2";

std::string upper_case(std::string hex) {
  for (char& c : hex) {
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  }
  return hex;
}

} // namespace

TEST_CASE("sign") {
  SUBCASE("gives the values of RFC 4231") {
    CHECK(sign("Hi There", key_1) == mac_1);
    CHECK(sign("what do ya want for nothing?", Secret("Jefe")) == mac_2);
    CHECK(sign("Test Using Larger Than Block-Size Key - Hash Key First", key_6) == mac_6);
    CHECK(sign("This is a test using a larger than block-size key and a larger than block-size "
               "data. The key needs to be hashed before being used by the HMAC algorithm.",
               key_6) == mac_7);
  }
  SUBCASE("signs the empty body and bytes of any value") {
    CHECK(sign("", Secret("whsec")) ==
          "30b8ae759085dd8ae9890354d6a941d37f53008e834e2e4a819d9fc155e99438");
    CHECK(sign(std::string_view("\0\r\n\xff", 4), Secret("whsec")) ==
          "4baea4500fa0d7ca966647f6fb917a0d4820fbd65d8d92c6558a8479c9d797ad");
  }
}

TEST_CASE("signature_matches") {
  const std::string body = R"({"data":{"integration_id":"abc"}})";
  const Secret secret("whsec_one");
  const Secret other("whsec_two");
  const std::string signature = sign(body, secret);

  SUBCASE("takes hex of either case") {
    CHECK(signature_matches(body, signature, {secret}));
    CHECK(signature_matches(body, upper_case(signature), {secret}));
    CHECK(signature_matches(body, upper_case(signature).substr(0, 32) + signature.substr(32),
                            {secret}));
  }
  SUBCASE("takes any of several secrets") {
    CHECK(signature_matches(body, signature, {other, secret}));
    CHECK(signature_matches(body, signature, {secret, other}));
    CHECK(signature_matches(body, signature, {other, other, secret}));
    CHECK_FALSE(signature_matches(body, signature, {other}));
  }
  SUBCASE("matches nothing without a secret") {
    CHECK_FALSE(signature_matches(body, signature, {}));
    CHECK_FALSE(signature_matches(body, "", {}));
  }
  SUBCASE("never matches under an empty secret which anyone could sign with") {
    CHECK_FALSE(signature_matches(body, sign(body, Secret()), {Secret()}));
    CHECK_FALSE(signature_matches(body, sign(body, Secret()), {secret, Secret()}));
    CHECK(signature_matches(body, signature, {Secret(), secret}));
  }
  SUBCASE("refuses any other body") {
    CHECK_FALSE(signature_matches(body + "\n", signature, {secret}));
    CHECK_FALSE(signature_matches(body.substr(1), signature, {secret}));
    CHECK_FALSE(signature_matches("", signature, {secret}));
  }
  SUBCASE("refuses a signature that differs in any one digit") {
    for (std::size_t i = 0; i < signature.size(); ++i) {
      std::string changed = signature;
      changed[i] = changed[i] == '0' ? '1' : '0';
      CAPTURE(i);
      CHECK_FALSE(signature_matches(body, changed, {secret}));
    }
  }
  SUBCASE("refuses the wrong length") {
    CHECK_FALSE(signature_matches(body, "", {secret}));
    CHECK_FALSE(signature_matches(body, signature.substr(0, 63), {secret}));
    CHECK_FALSE(signature_matches(body, signature.substr(0, 62), {secret}));
    CHECK_FALSE(signature_matches(body, signature + "0", {secret}));
    CHECK_FALSE(signature_matches(body, signature + signature, {secret}));
  }
  SUBCASE("refuses what is not hex") {
    for (const char digit : {'g', 'G', '/', ':', '@', '`', ' ', '-', '\0', '\xff'}) {
      CAPTURE(static_cast<int>(digit));
      CHECK_FALSE(signature_matches(body, digit + signature.substr(1), {secret}));
      CHECK_FALSE(signature_matches(body, signature.substr(0, 63) + digit, {secret}));
    }
  }
  SUBCASE("refuses decoration around the hex") {
    CHECK_FALSE(signature_matches(body, "sha256=" + signature, {secret}));
    CHECK_FALSE(signature_matches(body, "0x" + signature.substr(2), {secret}));
    CHECK_FALSE(signature_matches(body, " " + signature, {secret}));
    CHECK_FALSE(signature_matches(body, signature + "\n", {secret}));
  }
  SUBCASE("refuses sixty-four zeros") {
    CHECK_FALSE(signature_matches(body, std::string(64, '0'), {secret}));
  }
}

TEST_CASE("digest") {
  SUBCASE("gives the values of FIPS 180-2") {
    CHECK(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
  SUBCASE("counts every byte") {
    CHECK(digest(std::string_view("a\0b", 3)) != digest("a"));
    CHECK(digest("a\n") != digest("a"));
  }
}
