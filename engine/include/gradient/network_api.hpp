#pragma once

#include <cstddef>

#include "gradient/dataset.hpp"
#include "gradient/trainer.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// A network and its training as the JavaScript API calls them: plain data in, plain data out, and
/// every argument checked. index.d.ts says what each method takes and gives. An argument that is
/// missing has its default; what has nothing to say gives a missing value. Each throws Error.
class NetworkApi {
 public:
  explicit NetworkApi(const Value& spec);

  [[nodiscard]] double parameter_count() const;
  [[nodiscard]] double step() const { return static_cast<double>(trainer_.step()); }
  [[nodiscard]] double epoch() const { return static_cast<double>(trainer_.epoch()); }
  [[nodiscard]] double learning_rate() const { return trainer_.learning_rate(); }

  Value train(const Dataset& data, const Value& options);
  [[nodiscard]] Value next_rows(const Dataset& data, const Value& options) const;
  Value train_batch(const Value& x, const Value& y);
  Value train_batches(const Value& x, const Value& y, const Value& options);

  [[nodiscard]] Value evaluate(const Dataset& data, const Value& split);
  [[nodiscard]] Value classify(const Dataset& data, const Value& split);
  [[nodiscard]] Value predict(const Value& x);
  [[nodiscard]] Value activations_of(const Value& layer, const Value& x);
  [[nodiscard]] Value input_gradient(const Value& x, const Value& output) const;
  [[nodiscard]] Value trace(const Value& x, const Value& y, const Value& options) const;
  [[nodiscard]] Value check_gradients(const Value& x, const Value& y, const Value& options) const;
  [[nodiscard]] Value update_in_double(const Value& x, const Value& y, const Value& options) const;

  /// From the first call on, the last step of each training call keeps what its update changes.
  Value statistics_of_last_batch(const Value& options);
  Value statistics_of(const Dataset& data, const Value& options);

  [[nodiscard]] Value spec() const;
  [[nodiscard]] Value optimizer_state() const;
  [[nodiscard]] Value parameters() const;
  [[nodiscard]] Value gradients() const;
  [[nodiscard]] Value parameter_hash() const;
  Value set_parameters(const Value& values);
  Value set_learning_rate(const Value& rate);
  Value set_regularization(const Value& regularization);
  Value set_clipping(const Value& clipping);
  [[nodiscard]] Value unit_mask(const Value& layer) const;
  Value set_unit_mask(const Value& layer, const Value& mask);
  [[nodiscard]] Value frozen() const;
  Value set_frozen(const Value& frozen);
  [[nodiscard]] Value save() const;
  Value restore(const Value& snapshot);

 private:
  [[nodiscard]] const Network<float>& network() const { return trainer_.network(); }
  [[nodiscard]] std::size_t layer_index(const Value& layer) const;

  Trainer trainer_;
  /// Rows that are looked at, not trained on.
  Workspace<float> probe_;
  AlignedBuffer<float> probe_gradients_;
};

}  // namespace gradient
