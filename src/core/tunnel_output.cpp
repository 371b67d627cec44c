#include "core/tunnel_output.hpp"

#include <algorithm>

namespace syncbell {
namespace {

constexpr std::size_t longest_line = 16'384; // what is longer is cut
constexpr std::size_t most_last_lines = 5;
constexpr std::size_t longest_last_line = 300;

// White space, control characters (colours begin with one), bytes beyond ASCII, and what no address
// holds unescaped.
bool ends_address(char c) {
  return c <= ' ' || c >= 0x7f || std::string_view("\"'<>|\\^`{}").find(c) != std::string::npos;
}

// Reads the address at the beginning of the text and takes it off; what stands behind a sentence or
// in brackets does not end with its full stop or bracket.
std::string_view take_address(std::string_view& text) {
  const auto end = std::find_if(text.begin(), text.end(), ends_address);
  std::string_view address = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(address.size());
  while (!address.empty() && std::string_view(".,;:!?)]").find(address.back()) != address.npos)
    address.remove_suffix(1);
  return address;
}

std::vector<Url> addresses_in(std::string_view line) {
  std::vector<Url> found;
  for (std::size_t at = line.find("http"); at != line.npos; at = line.find("http")) {
    line.remove_prefix(at);
    if (line.starts_with("http://") || line.starts_with("https://")) {
      Result<Url> url = parse_url(take_address(line));
      if (url) found.push_back(*std::move(url));
    } else {
      line.remove_prefix(4);
    }
  }
  return found;
}

bool is_blank(const std::string& line) { return line.find_first_not_of(" \t") == line.npos; }

} // namespace

std::vector<Url> TunnelOutput::read(std::string_view bytes) {
  std::vector<Url> found;
  for (const char c : bytes) {
    if (c != '\n' && c != '\r') {
      if (line_.size() < longest_line) line_ += c;
      continue;
    }
    for (Url& url : end_line())
      found.push_back(std::move(url));
  }
  return found;
}

std::vector<Url> TunnelOutput::end_line() {
  const std::string line = std::exchange(line_, {});
  if (!is_blank(line)) {
    last_lines_.push_back(line.substr(0, longest_last_line));
    if (last_lines_.size() > most_last_lines) last_lines_.pop_front();
  }
  return addresses_in(line);
}

std::string TunnelOutput::last_words() const {
  std::string text;
  for (const std::string& line : last_lines_)
    text += (text.empty() ? "" : " / ") + line;
  if (!is_blank(line_)) text += (text.empty() ? "" : " / ") + line_.substr(0, longest_last_line);
  return text;
}

bool may_be_public(const Url& address, const TunnelTarget& target) {
  if (!address.is_loopback()) return address.is_https();
  return target.may_be_nearby && address.port != target.port;
}

} // namespace syncbell
