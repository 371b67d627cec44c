#include "net/late_errors.hpp"

namespace syncbell {

Error not_connected_in_time(const Url& url, Duration timeout) {
  return {ErrorKind::network,
          "could not connect to " + url.origin() + " within " + format_duration(timeout),
          "a firewall may drop what is sent there; a proxy is named by HTTPS_PROXY"};
}

Error no_answer_in_time(const Url& url, Duration timeout) {
  return {ErrorKind::network,
          "no answer from " + url.origin() + " within " + format_duration(timeout),
          "it takes connections and is busy, or something between here and there is"};
}

Error reply_incomplete_in_time(const Url& url, Duration timeout) {
  return {ErrorKind::network, "the reply from " + url.origin() + " was not complete within " +
                                  format_duration(timeout)};
}

} // namespace syncbell
