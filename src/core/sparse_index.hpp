#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace syncbell {

// Where each of many things is, in memory that does not grow with them: beyond a number of places
// only every second one is kept, then every fourth, and so on. From a place that is kept one goes
// on to the thing that is wanted.
template <class Place>
class SparseIndex {
public:
  explicit SparseIndex(std::size_t most_places) : most_places_(most_places) {}

  // The place of the next thing.
  void add(Place place) {
    if (count_++ % stride_ != 0) return;
    places_.push_back(std::move(place));
    if (places_.size() > most_places_) thin_out();
  }

  struct Near {
    std::uint64_t number; // of the thing that is there, at most the wanted one
    const Place& place;
  };
  // The last place kept that is not behind that of the thing with the number, counted from 0. It
  // must have been added.
  Near near(std::uint64_t number) const {
    const std::uint64_t kept = number / stride_;
    return {kept * stride_, places_[static_cast<std::size_t>(kept)]};
  }

  std::uint64_t count() const { return count_; }
  std::size_t places() const { return places_.size(); }

private:
  void thin_out() {
    for (std::size_t i = 0; 2 * i < places_.size(); ++i)
      places_[i] = std::move(places_[2 * i]);
    places_.resize((places_.size() + 1) / 2);
    stride_ *= 2;
  }

  std::size_t most_places_;
  std::uint64_t stride_ = 1;
  std::uint64_t count_ = 0;
  std::vector<Place> places_ = {};
};

} // namespace syncbell
