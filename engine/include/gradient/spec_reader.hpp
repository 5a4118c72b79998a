#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gradient/error.hpp"
#include "gradient/info.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// What a number in a spec may be. NaN and infinity are never allowed.
struct NumberBounds {
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  bool minimum_exclusive = false;
  bool maximum_exclusive = false;
  /// The maximum is a limit of the engine: more than it is refused as kLimitExceeded.
  bool is_limit = false;
};

/// What a whole number in a spec may be; both ends are allowed.
struct WholeBounds {
  std::size_t minimum = 0;
  std::size_t maximum = std::numeric_limits<std::uint32_t>::max();
  /// The maximum is a limit of the engine: more than it is refused as kLimitExceeded.
  bool is_limit = false;
};

/// How many elements a list in a spec may have; both ends are allowed.
using CountBounds = WholeBounds;

/// Reads the fields of one object of a spec, and refuses what they may not be.
///
/// Every refusal is an Error whose message reads "<field>: <given> given; allowed: <allowed>", for
/// example "layers[1].units: 0 given; allowed: a whole number from 1 to 4096". The codes:
/// - kInvalidArgument: the wrong type, or nothing where something is required ("nothing given");
/// - kOutOfRange: a number of the right type that is not allowed: NaN, infinite, not whole, too
///   small, too large, or a list that is too short or too long;
/// - kLimitExceeded: more than a maximum that is marked `is_limit`;
/// - kUnknownName: a text that is not one of the allowed ones; a field that nothing reads.
///
/// JavaScript's undefined and null count as a field that is not there. Getters with a `fallback`
/// return it for such a field; those without require the field.
///
/// Each getter marks its field as known. Call refuse_unknown_fields() when all have been read:
///
///     SpecReader reader(value);
///     const std::size_t samples = reader.whole("samples", {.minimum = 2, .maximum = kMaxSamples},
///     500); const double noise = reader.number("noise", {.minimum = 0.0, .maximum = 1.0}, 0.0);
///     reader.refuse_unknown_fields();
///
/// The value must outlive the reader, and the readers and the pointers had from it.
class SpecReader {
 public:
  /// A reader of `value`, which must be an object. `path` names it in messages ("" for a whole
  /// spec, "layers[1]" for a part); `what` names it where there is no path ("a data set").
  explicit SpecReader(const Value& value, std::string path = {},
                      std::string_view what = "the spec");

  /// The path of this object: "" at the top.
  [[nodiscard]] const std::string& path() const { return path_; }

  /// The path of a field of this object, for example "layers[1].units".
  [[nodiscard]] std::string path_of(std::string_view field) const;

  /// The field, or null where it is not there (or undefined, or null).
  [[nodiscard]] const Value* find(std::string_view field);
  [[nodiscard]] bool has(std::string_view field) { return find(field) != nullptr; }

  [[nodiscard]] double number(std::string_view field, const NumberBounds& bounds);
  [[nodiscard]] double number(std::string_view field, const NumberBounds& bounds, double fallback);

  [[nodiscard]] std::size_t whole(std::string_view field, const WholeBounds& bounds);
  [[nodiscard]] std::size_t whole(std::string_view field, const WholeBounds& bounds,
                                  std::size_t fallback);

  [[nodiscard]] bool boolean(std::string_view field, bool fallback);

  /// A text that is one of `allowed`: its index there.
  [[nodiscard]] std::size_t choice(std::string_view field,
                                   std::span<const std::string_view> allowed);
  [[nodiscard]] std::size_t choice(std::string_view field,
                                   std::span<const std::string_view> allowed, std::size_t fallback);

  /// A list of texts, each one of `allowed` and none twice: their indices there, in the list's
  /// order. Nothing where the field is not there. An empty list is refused.
  [[nodiscard]] std::optional<std::vector<std::size_t>> choices(
      std::string_view field, std::span<const std::string_view> allowed);

  /// A Float32Array or a list of numbers, each finite as a float. A value that is not is refused by
  /// its index ("x[17]: NaN given; …"), or by its row and column ("x[8][1]: …") where `columns` is
  /// not 0.
  [[nodiscard]] std::vector<float> floats(std::string_view field, std::size_t columns = 0);

  /// The object in a field.
  [[nodiscard]] SpecReader object(std::string_view field);
  /// The same; a reader of an object without fields where the field is not there.
  [[nodiscard]] SpecReader object_or_empty(std::string_view field);

  /// A field that is an object with a `name`, or for short the name alone: "adam" is read as
  /// {name: "adam"}. `fallback` is the name where the field is not there.
  [[nodiscard]] SpecReader named(std::string_view field);
  [[nodiscard]] SpecReader named(std::string_view field, std::string_view fallback);

  /// The objects in a field that is a list of them, for example `layers`.
  [[nodiscard]] std::vector<SpecReader> objects(std::string_view field, const CountBounds& bounds);

  /// Refuses the first field that no getter was called for, and lists those that are known:
  /// "sample: unknown field; allowed: kind, samples, noise".
  void refuse_unknown_fields() const;

  /// Refuses a field by a rule that the getters do not know, in the same words.
  /// `allowed` says what would do, for example "at most 3 with 3 inputs".
  [[noreturn]] void refuse(std::string_view field, ErrorCode code, std::string_view allowed) const;
  /// The same where what was given is not simply the field's value.
  [[noreturn]] void refuse(std::string_view field, ErrorCode code, std::string_view given,
                           std::string_view allowed) const;

 private:
  using Members = std::span<const std::pair<std::string, Value>>;

  SpecReader(std::shared_ptr<const Object> owned, std::string path);

  [[nodiscard]] const Value* find_member(std::string_view field) const;
  /// The field; a refusal where it is not there.
  [[nodiscard]] const Value& require(std::string_view field, std::string_view allowed);

  Members members_;
  /// Keeps members_ alive where they are not part of the caller's value.
  std::shared_ptr<const Object> owned_;
  std::string path_;
  std::vector<std::string> known_;
};

/// The parameters of a table entry, in the table's order, each from the field of its name or its
/// default. They do not have to be the only fields of the object.
[[nodiscard]] std::vector<double> read_parameters(SpecReader& reader,
                                                  std::span<const ParameterInfo> parameters);

/// The defaults of a table entry's parameters, in the table's order.
[[nodiscard]] std::vector<double> default_parameters(std::span<const ParameterInfo> parameters);

/// The allowed values in words: "a number from 0 to 1", "a number above 0", "a finite number", …
[[nodiscard]] std::string describe_bounds(const NumberBounds& bounds);
/// "a whole number from 2 to 1000000"
[[nodiscard]] std::string describe_bounds(const WholeBounds& bounds);

/// "circles, xor, spirals"
[[nodiscard]] std::string join(std::span<const std::string_view> names);

/// "<field>: <given> given; allowed: <allowed>" as an Error. The one place that words a refusal.
[[nodiscard]] Error refusal(ErrorCode code, std::string_view field, std::string_view given,
                            std::string_view allowed);

}  // namespace gradient
