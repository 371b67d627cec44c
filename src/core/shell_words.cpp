#include "core/shell_words.hpp"

#include <optional>

namespace syncbell {
namespace {

constexpr std::string_view white_space = " \t\r\n";
// What a shell would act on where it is not quoted, and what it would even between double quotes.
constexpr std::string_view shell_work = "|&;<>()$`";
constexpr std::string_view shell_work_in_quotes = "$`";
constexpr std::string_view escapable_in_quotes = "$`\"\\\n";

Error open_quote(char quote) {
  return {ErrorKind::usage, std::string("a quote (") + quote + ") is not closed"};
}

Error needs_shell(char c) {
  return {ErrorKind::usage,
          std::string("'") + c + "' needs a shell, and the command is run without one",
          "quote it, or write sh -c '…'"};
}

class WordSplitter {
public:
  explicit WordSplitter(std::string_view text) : rest_(text) {}

  Result<std::vector<std::string>> split() {
    while (!rest_.empty()) {
      if (std::optional<Error> error = step(take())) return *std::move(error);
    }
    end_word();
    return std::move(words_);
  }

private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  std::optional<Error> step(char c) {
    if (white_space.find(c) != white_space.npos) {
      end_word();
      return std::nullopt;
    }
    if (shell_work.find(c) != shell_work.npos) return needs_shell(c);
    in_word_ = true;
    if (c == '\'') return single_quoted();
    if (c == '"') return double_quoted();
    if (c != '\\')
      word_ += c;
    else if (!rest_.empty())
      word_ += take();
    return std::nullopt;
  }

  std::optional<Error> single_quoted() {
    const std::size_t end = rest_.find('\'');
    if (end == rest_.npos) return open_quote('\'');
    word_ += rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return std::nullopt;
  }

  std::optional<Error> double_quoted() {
    while (!rest_.empty()) {
      const char c = take();
      if (c == '"') return std::nullopt;
      if (shell_work_in_quotes.find(c) != shell_work_in_quotes.npos) return needs_shell(c);
      const bool escapes =
          c == '\\' && !rest_.empty() && escapable_in_quotes.find(rest_.front()) != rest_.npos;
      word_ += escapes ? take() : c;
    }
    return open_quote('"');
  }

  void end_word() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }

  std::string_view rest_;
  std::vector<std::string> words_;
  std::string word_;
  bool in_word_ = false;
};

} // namespace

Result<std::vector<std::string>> split_shell_words(std::string_view text) {
  return WordSplitter(text).split();
}

} // namespace syncbell
