#pragma once

#include <map>
#include <string>
#include <string_view>

namespace syncbell::mock {

// Makes ids that look like Propexo's (25 characters), say what they name and are the same in every
// run: "cmwebhook0000000000000001".
class IdMaker {
public:
  std::string next(std::string_view kind) {
    constexpr std::size_t length = 25;
    std::string id = "cm" + std::string(kind);
    const std::string number = std::to_string(++last_[std::string(kind)]);
    if (id.size() + number.size() < length) id.append(length - id.size() - number.size(), '0');
    return id + number;
  }

private:
  std::map<std::string, int> last_;
};

} // namespace syncbell::mock
