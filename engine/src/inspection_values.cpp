#include "gradient/inspection_values.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "gradient/double_update.hpp"
#include "gradient/dropout_masks.hpp"
#include "gradient/gradient_check.hpp"
#include "gradient/result_values.hpp"
#include "gradient/spec_reader.hpp"
#include "gradient/trace.hpp"
#include "gradient/typed_arrays.hpp"

namespace gradient {
namespace {

/// The field `parameters`; empty where it is not there.
std::vector<double> read_given_parameters(SpecReader& reader) {
  const Value* given = reader.find("parameters");
  return given == nullptr ? std::vector<double>{} : doubles_of(*given, "parameters");
}

/// The field `dropout`: `{rows, row}`, where `values` inputs are the rows from `row` (default 0) of
/// the next batch, which has `rows` rows.
DropoutMasks read_masks(SpecReader& reader, const Trainer& trainer, std::size_t values) {
  if (!reader.has("dropout")) return {};
  const std::size_t rows = std::max<std::size_t>(values / trainer.network().spec().inputs, 1);
  SpecReader field = reader.object("dropout");
  const std::size_t batch_rows =
      field.whole("rows", {.minimum = rows, .maximum = kMaxBatchSize, .is_limit = true});
  const std::size_t row = field.whole("row", {.minimum = 0, .maximum = batch_rows - rows}, 0);
  field.refuse_unknown_fields();
  return next_dropout_masks(trainer, batch_rows, row, rows);
}

}  // namespace

Value trace_value(const Trainer& trainer, const Value& x, const Value& y, const Value& options) {
  static constexpr std::array<std::string_view, 2> kPrecisions{"single", "double"};
  SpecReader reader(options, "", "the options of trace");
  const bool is_double = reader.choice("precision", kPrecisions, 0) == 1;
  if (is_double) {
    const std::vector<double> parameters = read_given_parameters(reader);
    const std::vector<double> inputs = doubles_of(x, "x");
    const DropoutMasks masks = read_masks(reader, trainer, inputs.size());
    reader.refuse_unknown_fields();
    return to_value(
        trace(network_in_double(trainer, parameters), inputs, doubles_of(y, "y"), masks),
        Precision::kDouble);
  }
  if (reader.has("parameters")) {
    reader.refuse("parameters", ErrorCode::kInvalidArgument, "only with precision \"double\"");
  }
  const std::vector<float>& inputs = floats_of(x, "x");
  const DropoutMasks masks = read_masks(reader, trainer, inputs.size());
  reader.refuse_unknown_fields();
  return to_value(trace(trainer.network(), inputs, floats_of(y, "y"), masks), Precision::kSingle);
}

Value check_gradients_value(const Trainer& trainer, const Value& x, const Value& y,
                            const Value& options) {
  SpecReader reader(options, "", "the options of checkGradients");
  const std::vector<double> inputs = doubles_of(x, "x");
  const std::vector<double> parameters = read_given_parameters(reader);
  const GradientCheckOptions checked{.most = reader.whole("most", {.minimum = 1}, kMaxParameters),
                                     .regularization = reader.boolean("regularization", true),
                                     .masks = read_masks(reader, trainer, inputs.size())};
  reader.refuse_unknown_fields();
  return to_value(
      check_gradients(network_in_double(trainer, parameters), inputs, doubles_of(y, "y"), checked));
}

Value update_in_double_value(const Trainer& trainer, const Value& x, const Value& y,
                             const Value& options) {
  SpecReader reader(options, "", "the options of updateInDouble");
  const std::vector<double> parameters = read_given_parameters(reader);
  reader.refuse_unknown_fields();
  return to_value(update_in_double(trainer, doubles_of(x, "x"), doubles_of(y, "y"), parameters));
}

}  // namespace gradient
