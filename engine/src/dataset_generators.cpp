#include "gradient/dataset_generators.hpp"

#include <algorithm>
#include <array>

#include "dataset_shapes.hpp"

namespace gradient {
namespace {

constexpr ParameterInfo kSpiralParameters[] = {
    {.name = "arms",
     .label = "Arms",
     .description = "Spirals, each a class.",
     .minimum = 2.0,
     .maximum = 8.0,
     .default_value = 2.0,
     .integer = true},
    {.name = "turns",
     .label = "Turns",
     .description = "Times that each arm goes round.",
     .minimum = 0.25,
     .maximum = 4.0,
     .default_value = 1.75},
};
constexpr ParameterInfo kBlobParameters[] = {
    {.name = "classes",
     .label = "Classes",
     .description = "Blobs, each a class.",
     .minimum = 2.0,
     .maximum = 10.0,
     .default_value = 3.0,
     .integer = true},
};
constexpr ParameterInfo kCheckerboardParameters[] = {
    {.name = "cells",
     .label = "Cells",
     .description = "Cells along each side.",
     .minimum = 2.0,
     .maximum = 10.0,
     .default_value = 4.0,
     .integer = true},
};
constexpr ParameterInfo kRingParameters[] = {
    {.name = "classes",
     .label = "Classes",
     .description = "Rings, each a class; the innermost is number 0.",
     .minimum = 2.0,
     .maximum = 10.0,
     .default_value = 3.0,
     .integer = true},
};
constexpr ParameterInfo kPinwheelParameters[] = {
    {.name = "classes",
     .label = "Classes",
     .description = "Vanes, each a class.",
     .minimum = 2.0,
     .maximum = 10.0,
     .default_value = 5.0,
     .integer = true},
};
constexpr ParameterInfo kSineParameters[] = {
    {.name = "frequency",
     .label = "Frequency",
     .description = "Factor on x: how many waves lie over 2 pi.",
     .minimum = 0.1,
     .maximum = 10.0,
     .default_value = 1.0},
};

constexpr std::string_view kPlayground =
    "After D. Smilkov, S. Carter, D. Sculley, F. Vi\xc3\xa9gas, M. Wattenberg: "
    "Direct-manipulation visualization of deep networks. arXiv:1708.03788";

constexpr std::array kTable = {
    DatasetGenerator{{.name = "circles",
                      .label = "Circles",
                      .description = "A disc of class 1 within a ring of class 0. No straight line "
                                     "parts them; x1^2 + x2^2 does.",
                      .formula = "class 1: radius in [0, 2.5); class 0: radius in [3.5, 5)",
                      .formula_tex = "",
                      .parameters = {},
                      .year = 2016,
                      .source = kPlayground},
                     Task::kClassification,
                     2,
                     2,
                     "",
                     shapes::circles},
    DatasetGenerator{{.name = "xor",
                      .label = "Exclusive or",
                      .description = "Four squares; class 1 where x1 and x2 have the same sign. "
                                     "What a single perceptron cannot learn.",
                      .formula = "class 1 where x1 x2 > 0; |x1|, |x2| in [0.3, 5)",
                      .formula_tex = "",
                      .parameters = {},
                      .year = 1969,
                      .source = "M. Minsky, S. Papert: Perceptrons. MIT Press, 1969"},
                     Task::kClassification,
                     2,
                     2,
                     "",
                     shapes::xor_squares},
    DatasetGenerator{{.name = "gaussians",
                      .label = "Two Gaussians",
                      .description = "Two round clouds that a straight line parts.",
                      .formula = "N((2, 2), 0.25 I) for class 1, N((-2, -2), 0.25 I) for class 0",
                      .formula_tex = "",
                      .parameters = {},
                      .year = 2016,
                      .source = kPlayground},
                     Task::kClassification,
                     2,
                     2,
                     "",
                     shapes::gaussians},
    DatasetGenerator{{.name = "spirals",
                      .label = "Spirals",
                      .description = "Arms that wind round each other: hard for a small network.",
                      .formula = "radius 5 t, angle 2 pi (turns t + class / arms), t in (0, 1)",
                      .formula_tex = "",
                      .parameters = kSpiralParameters,
                      .year = 1988,
                      .source = "K. Lang, M. Witbrock: Learning to tell two spirals apart. Proc. "
                                "Connectionist Models Summer School, 1988"},
                     Task::kClassification,
                     2,
                     2,
                     "arms",
                     shapes::spirals},
    DatasetGenerator{
        {.name = "moons",
         .label = "Moons",
         .description = "Two half circles that reach into each other.",
         .formula =
             "(cos t, sin t) and (1 - cos t, 1/2 - sin t), t in (0, pi), centred and times 3",
         .formula_tex = "",
         .parameters = {},
         .year = 2011,
         .source = "F. Pedregosa et al.: Scikit-learn: machine learning in Python. JMLR 12, 2011"},
        Task::kClassification,
        2,
        2,
        "",
        shapes::moons},
    DatasetGenerator{
        {.name = "blobs",
         .label = "Blobs",
         .description = "Round clouds evenly on a circle, each a class.",
         .formula =
             "centres at radius 4; standard deviation a tenth of their distance, at most 0.5",
         .formula_tex = "",
         .parameters = kBlobParameters,
         .year = 0,
         .source = ""},
        Task::kClassification,
        2,
        3,
        "classes",
        shapes::blobs},
    DatasetGenerator{{.name = "blobs-mod-2",
                      .label = "Four blobs, mod 2",
                      .description = "Four blobs on a circle, labelled by their number modulo 2: "
                                     "no straight line parts the classes.",
                      .formula = "class = number of the blob mod 2",
                      .formula_tex = "",
                      .parameters = {},
                      .year = 0,
                      .source = ""},
                     Task::kClassification,
                     2,
                     2,
                     "",
                     shapes::blobs_mod_2},
    DatasetGenerator{{.name = "checkerboard",
                      .label = "Checkerboard",
                      .description = "Cells of two colours in turn.",
                      .formula = "class = (column + row) mod 2 over [-5, 5] x [-5, 5]",
                      .formula_tex = "",
                      .parameters = kCheckerboardParameters,
                      .year = 0,
                      .source = ""},
                     Task::kClassification,
                     2,
                     2,
                     "",
                     shapes::checkerboard},
    DatasetGenerator{{.name = "rings",
                      .label = "Rings",
                      .description = "Rings round the origin, each a class.",
                      .formula = "radius in 5 / classes * [class + 0.15, class + 0.85)",
                      .formula_tex = "",
                      .parameters = kRingParameters,
                      .year = 0,
                      .source = ""},
                     Task::kClassification,
                     2,
                     3,
                     "classes",
                     shapes::rings},
    DatasetGenerator{{.name = "pinwheel",
                      .label = "Pinwheel",
                      .description = "Bent vanes round the origin, each a class.",
                      .formula = "u = 1 + 0.3 N, v = 0.05 N (N normal, within 2); 3 (u, v) turned "
                                 "by 2 pi class / classes + e^u / 4",
                      .formula_tex = "",
                      .parameters = kPinwheelParameters,
                      .year = 2016,
                      .source = "After M. Johnson et al.: Composing graphical models with neural "
                                "networks for structured "
                                "representations and fast inference. NIPS 2016"},
                     Task::kClassification,
                     2,
                     5,
                     "classes",
                     shapes::pinwheel},
    DatasetGenerator{
        {.name = "plane",
         .label = "Plane",
         .description = "A tilted plane: what a network without a non-linearity learns exactly.",
         .formula = "y = (x1 + x2) / 10 over [-6, 6] x [-6, 6]",
         .formula_tex = R"(y = \frac{x_1 + x_2}{10})",
         .parameters = {},
         .year = 2016,
         .source = kPlayground},
        Task::kRegression,
        2,
        0,
        "",
        shapes::plane},
    DatasetGenerator{
        {.name = "gaussian-bumps",
         .label = "Gaussian bumps",
         .description = "Three hills and three hollows in turn, in two rows.",
         .formula = "y = sum of s_i exp(-|x - c_i|^2 / 2), c_i in {-4, 0, 4} x {-2.5, 2.5}, s_i = "
                    "+-1 in turn",
         .formula_tex = R"(y = \sum_i s_i\, \exp\left(-\frac{\lVert x - c_i \rVert^2}{2}\right))",
         .parameters = {},
         .year = 2016,
         .source = kPlayground},
        Task::kRegression,
        2,
        0,
        "",
        shapes::gaussian_bumps},
    DatasetGenerator{{.name = "sine-1d",
                      .label = "Sine",
                      .description = "A sine wave of one variable.",
                      .formula = "y = sin(frequency x) over [-6, 6]",
                      .formula_tex = R"(y = \sin(\text{frequency} \cdot x))",
                      .parameters = kSineParameters,
                      .year = 0,
                      .source = ""},
                     Task::kRegression,
                     1,
                     0,
                     "",
                     shapes::sine},
    DatasetGenerator{
        {.name = "step-1d",
         .label = "Step",
         .description = "A jump of one variable: a smooth network can only come near it.",
         .formula = "y = -1 where x < 0, else 1, over [-6, 6]",
         .formula_tex = "",
         .parameters = {},
         .year = 0,
         .source = ""},
        Task::kRegression,
        1,
        0,
        "",
        shapes::step},
};

}  // namespace

std::span<const DatasetGenerator> dataset_table() { return kTable; }

const DatasetGenerator* find_dataset_generator(std::string_view name) {
  const auto* found = std::ranges::find(
      kTable, name, [](const DatasetGenerator& generator) { return generator.entry.name; });
  return found == kTable.end() ? nullptr : found;
}

std::size_t class_count(const DatasetGenerator& generator, std::span<const double> params) {
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (generator.entry.parameters[i].name == generator.classes_parameter) {
      return static_cast<std::size_t>(params[i]);
    }
  }
  return generator.default_classes;
}

}  // namespace gradient
