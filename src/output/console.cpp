#include "output/console.hpp"

#include "core/http_message.hpp"
#include "core/printable.hpp"

namespace syncbell {
namespace {

bool wants_color(const OutputOptions& options, const TerminalFacts& terminal, bool is_terminal) {
  if (options.color == ColorChoice::always) return true;
  if (options.color == ColorChoice::never) return false;
  return is_terminal && !terminal.no_color;
}

std::string first_characters(const std::string& text, std::size_t limit) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U;
    if (begins && ++seen > limit) return text.substr(0, i);
  }
  return text;
}

} // namespace

Console::Console(Io& io, const OutputOptions& options, const TerminalFacts& terminal)
    : io_(io), options_(options), style_(wants_color(options, terminal, io.err_is_terminal())),
      data_style_(wants_color(options, terminal, io.out_is_terminal())),
      out_is_terminal_(io.out_is_terminal()),
      live_(io.err_is_terminal() && !terminal.dumb && !options.quiet),
      pipeline_(terminal.pipeline) {}

Console::~Console() { erase_live_line(); }

std::error_code Console::data(std::string_view bytes) {
  return options_.json ? payload(bytes) : write(bytes);
}

std::error_code Console::payload(std::string_view bytes) {
  return out_is_terminal_ ? write(printable_lines(bytes)) : write(bytes);
}

std::error_code Console::write(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  erase_live_line();
  return io_.write_out(bytes);
}

void Console::line(const std::string& text) {
  const std::lock_guard lock(mutex_);
  erase_live_line();
  io_.write_err(text + "\n");
}

void Console::note(const std::string& text) {
  if (!options_.quiet) line(text);
}

void Console::detail(const std::string& text) {
  if (options_.verbose) line(style_.faint(text));
}

void Console::warn(const std::string& text) { line(style_.warning("warning: ") + text); }

void Console::error(const Error& error) {
  line(style_.bad("syncbell: ") +
       describe({error.kind, printable(error.message), printable(error.hint)}));
}

void Console::annotate(const std::string& title, const std::string& message) {
  const std::string annotation = encode_annotation(pipeline_, title, message);
  if (!annotation.empty()) line(annotation);
}

void Console::begin_fold(const std::string& title, WallTime now) {
  if (pipeline_ == Pipeline::none || options_.quiet) return;
  fold_begun_ = now;
  line(encode_fold_begin(pipeline_, title, now));
}

void Console::end_fold(WallTime now) {
  if (fold_begun_) line(encode_fold_end(pipeline_, *fold_begun_, now));
  fold_begun_.reset();
}

bool Console::can_ask() const { return io_.in_is_terminal() && io_.err_is_terminal(); }

bool Console::confirm(const std::string& question) {
  {
    const std::lock_guard lock(mutex_);
    erase_live_line();
    io_.write_err(question + " [y/N] ");
  }
  const std::string answer = io_.read_line();
  return equals_ignoring_case(answer, "y") || equals_ignoring_case(answer, "yes");
}

void Console::live_line(const std::string& text) {
  if (!live_) return;
  const std::lock_guard lock(mutex_);
  const auto width = static_cast<std::size_t>(io_.err_columns());
  erase_live_line();
  io_.write_err(first_characters(text, width > 1 ? width - 1 : 1));
  live_line_shown_ = true;
}

void Console::erase_live_line() {
  if (live_line_shown_) io_.write_err("\r\x1b[K");
  live_line_shown_ = false;
}

} // namespace syncbell
