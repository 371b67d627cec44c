#include "core/signature.hpp"

#include "core/hex.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdint>
#include <optional>

namespace syncbell {
namespace {

constexpr std::size_t mac_bytes = 32;
using Mac = std::array<unsigned char, mac_bytes>;

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Nothing where OpenSSL refuses, as a FIPS build may: what was not computed must never match.
std::optional<Mac> hmac(std::string_view body, const Secret& secret) {
  Mac mac{};
  const std::string& key = secret.reveal();
  const unsigned char* done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                                   as_bytes(body), body.size(), mac.data(), nullptr);
  return done == nullptr ? std::nullopt : std::optional(mac);
}

std::string hex_of(const Mac& mac) {
  return to_hex({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

std::optional<Mac> from_hex(std::string_view hex) {
  if (hex.size() != mac_bytes * 2) return std::nullopt;
  Mac mac{};
  for (std::size_t i = 0; i < mac_bytes; ++i) {
    const int high = hex_value(hex[2 * i]);
    const int low = hex_value(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    mac[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return mac;
}

} // namespace

std::string sign(std::string_view body, const Secret& secret) {
  const std::optional<Mac> mac = hmac(body, secret);
  return mac ? hex_of(*mac) : "";
}

bool signature_matches(std::string_view body, std::string_view signature,
                       const std::vector<Secret>& secrets) {
  const std::optional<Mac> claimed = from_hex(signature);
  if (!claimed) return false;
  bool matches = false;
  for (const Secret& secret : secrets) {
    if (secret.empty()) continue; // anyone could have signed with it
    const std::optional<Mac> expected = hmac(body, secret);
    matches |= expected && CRYPTO_memcmp(expected->data(), claimed->data(), mac_bytes) == 0;
  }
  return matches;
}

std::string digest(std::string_view bytes) {
  Mac sum{};
  EVP_Digest(bytes.data(), bytes.size(), sum.data(), nullptr, EVP_sha256(), nullptr);
  return hex_of(sum);
}

} // namespace syncbell
