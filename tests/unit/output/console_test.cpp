#include "output/console.hpp"
#include "support/fake_clock.hpp"
#include "support/memory_io.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

bool is_colored(const OutputOptions& options, const TerminalFacts& facts, bool terminal) {
  MemoryIo io;
  io.err_terminal = terminal;
  Console console(io, options, facts);
  return console.style().good("x") != "x";
}

const Error error{ErrorKind::usage, "what was wrong", "what to do"};

} // namespace

TEST_CASE("Console") {
  MemoryIo io;
  SUBCASE("writes data to standard output and everything else to standard error") {
    Console console(io, {}, {});
    CHECK_FALSE(bool(console.data(std::string_view("bytes\0\n", 7))));
    console.note("news");
    console.warn("careful");
    console.error(error);
    CHECK(io.out() == std::string("bytes\0\n", 7));
    CHECK(io.err() == "news\nwarning: careful\nsyncbell: what was wrong\n  hint: what to do\n");
  }
  SUBCASE("says only what matters with --quiet") {
    Console console(io, {.quiet = true}, {});
    console.note("news");
    console.error(error);
    CHECK(io.err().find("news") == std::string::npos);
    CHECK(io.err().find("what was wrong") != std::string::npos);
  }
  SUBCASE("says details only with --verbose") {
    Console(io, {}, {}).detail("detail");
    CHECK(io.err().empty());
    Console(io, {.verbose = true}, {}).detail("detail");
    CHECK(io.err() == "detail\n");
  }
  SUBCASE("says why data could not be written") {
    io.out_failure = std::make_error_code(std::errc::no_space_on_device);
    Console console(io, {}, {});
    CHECK((console.data("x") == std::errc::no_space_on_device));
  }
  SUBCASE("shows the control characters of an error instead of obeying them") {
    Console console(io, {}, {});
    console.error({ErrorKind::api, "bad\x1b[2J\nfake line", "hint\x07"});
    CHECK(io.err().find('\x1b') == std::string::npos);
    CHECK(io.err().find('\x07') == std::string::npos);
    CHECK(io.err().find("\nfake") == std::string::npos);
  }
}

TEST_CASE("Console: what came from outside") {
  MemoryIo io;
  SUBCASE("is written as it came where standard output is no terminal") {
    Console console(io, {}, {});
    console.payload("\x1b[2J\xc2\x9b\r\n");
    CHECK(io.out() == "\x1b[2J\xc2\x9b\r\n");
  }
  SUBCASE("is shown on a terminal and not obeyed") {
    io.out_terminal = true;
    Console console(io, {}, {});
    console.payload("{\n\t\"a\": \"\x1b[2J\"}\n");
    CHECK(io.out() == "{\n\t\"a\": \"\\x1b[2J\"}\n");
  }
  SUBCASE("in JSON too which leaves some controls as they are") {
    io.out_terminal = true;
    Console console(io, {.json = true}, {});
    console.data("[\"\xc2\x9b\"]\n");
    CHECK(io.out() == "[\"\\xc2\\x9b\"]\n");
  }
  SUBCASE("but colours of our own are") {
    io.out_terminal = true;
    Console console(io, {}, {});
    console.data(console.data_style().good("x"));
    CHECK(io.out() == "\x1b[32mx\x1b[0m");
  }
}

TEST_CASE("Console colours") {
  SUBCASE("on a terminal only") {
    CHECK(is_colored({}, {}, true));
    CHECK_FALSE(is_colored({}, {}, false));
  }
  SUBCASE("not with NO_COLOR") { CHECK_FALSE(is_colored({}, {.no_color = true}, true)); }
  SUBCASE("always when told so") {
    CHECK(is_colored({.color = ColorChoice::always}, {}, false));
    CHECK(is_colored({.color = ColorChoice::always}, {.no_color = true}, true));
  }
  SUBCASE("never when told so") {
    CHECK_FALSE(is_colored({.color = ColorChoice::never}, {}, true));
  }
  SUBCASE("each stream by its own terminal") {
    MemoryIo io;
    io.out_terminal = true;
    Console console(io, {}, {});
    CHECK(console.data_style().bad("x") == "\x1b[31mx\x1b[0m");
    CHECK(console.style().bad("x") == "x");
  }
}

TEST_CASE("Console with a live line") {
  MemoryIo io;
  io.err_terminal = true;
  const std::string erased = "\r\x1b[K";
  const OutputOptions plain{.color = ColorChoice::never};
  SUBCASE("replaces it in place") {
    Console console(io, plain, {});
    CHECK(console.is_live());
    console.live_line("one");
    console.live_line("two");
    CHECK(io.err() == "one" + erased + "two");
  }
  SUBCASE("erases it before anything else is shown") {
    Console console(io, plain, {});
    console.live_line("one");
    console.note("news");
    console.note("more");
    CHECK(io.err() == "one" + erased + "news\nmore\n");
  }
  SUBCASE("erases it before data") {
    Console console(io, plain, {});
    console.live_line("one");
    CHECK_FALSE(bool(console.data("data\n")));
    CHECK(io.err() == "one" + erased);
  }
  SUBCASE("takes it away at the end") {
    { Console(io, plain, {}).live_line("one"); }
    CHECK(io.err() == "one" + erased);
  }
  SUBCASE("cuts it to the terminal and never in a character") {
    io.columns = 6;
    { Console(io, plain, {}).live_line("abcdefgh"); }
    CHECK(io.err() == "abcde" + erased);
    { Console(io, plain, {}).live_line("ää ääää"); }
    CHECK(io.err() == "abcde" + erased + "ää ää" + erased);
  }
  SUBCASE("or several lines") {
    Console console(io, plain, {});
    console.live_lines({"one", "two", "three"});
    console.live_line("four");
    console.note("news");
    CHECK(io.err() == "one\ntwo\nthree\r\x1b[2A\x1b[Jfour" + erased + "news\n");
  }
  SUBCASE("takes away all rows of what was shown before the terminal became narrower") {
    {
      Console console(io, plain, {});
      console.live_lines({"abcdefgh", "abc", ""});
      io.columns = 4;
    }
    CHECK(io.err() == "abcdefgh\nabc\n\r\x1b[3A\x1b[J");
  }
  SUBCASE("leaves room for the cursor") {
    io.rows = 10;
    CHECK(Console(io, plain, {}).live_room() == 9);
  }
  SUBCASE("has none where it could not be replaced") {
    const auto shows_none = [&](const OutputOptions& options, const TerminalFacts& facts) {
      Console console(io, options, facts);
      console.live_line("one");
      return !console.is_live() && io.err().empty();
    };
    CHECK(shows_none({.quiet = true}, {}));
    CHECK(shows_none({}, {.no_color = true, .dumb = true}));
    io.err_terminal = false;
    CHECK(shows_none({}, {}));
  }
}

TEST_CASE("Console asks") {
  MemoryIo io;
  Console console(io, {.color = ColorChoice::never}, {});
  SUBCASE("only where input and messages are on a terminal") {
    CHECK_FALSE(console.can_ask());
    io.err_terminal = true;
    CHECK_FALSE(console.can_ask());
    io.in_terminal = true;
    CHECK(console.can_ask());
  }
  SUBCASE("and takes nothing but yes for a yes") {
    io.in = "y\nYES\nn\n\nyep\n";
    CHECK(console.confirm("Go on?"));
    CHECK(io.err() == "Go on? [y/N] ");
    CHECK(console.confirm("Go on?"));
    for (int i = 0; i < 4; ++i) // the last at the end of input
      CHECK_FALSE(console.confirm("Go on?"));
  }
}

TEST_CASE("Console with a fold") {
  MemoryIo io;
  FakeClock clock;
  const TerminalFacts github{.pipeline = Pipeline::github};
  SUBCASE("ends it once") {
    Console console(io, {}, github);
    console.begin_fold("title", clock);
    console.note("within");
    console.end_fold();
    console.end_fold();
    CHECK(io.err() == "::group::title\nwithin\n::endgroup::\n");
  }
  SUBCASE("hides no error in it") {
    Console console(io, {}, github);
    console.begin_fold("title", clock);
    console.error({ErrorKind::local, "broken"});
    console.end_fold();
    CHECK(io.err() == "::group::title\n::endgroup::\nsyncbell: broken\n");
  }
  SUBCASE("has none elsewhere or where nothing is said") {
    {
      Console console(io, {}, {});
      console.begin_fold("title", clock);
      console.end_fold();
    }
    Console quiet(io, {.quiet = true}, github);
    quiet.begin_fold("title", clock);
    quiet.end_fold();
    CHECK(io.err().empty());
  }
}
