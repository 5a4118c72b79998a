#include "session.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <iostream>
#include <map>
#include <sstream>

namespace gradient::bench {
namespace {

constexpr const char* kRefused = R"({"refused":"does not do this work"})";

double clock_seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// The contestant's networks, kept between the slots of a run, so that caches stay warm.
class Session {
 public:
  explicit Session(MakeRunner make) : make_(std::move(make)) {}

  std::string list() const {
    std::string ids;
    for (const Workload& workload : workloads()) {
      if (make_(workload)) ids += (ids.empty() ? "\"" : ",\"") + std::string(workload.id) + '"';
    }
    return "{\"workloads\":[" + ids + "]}";
  }

  std::string check(const Workload& workload) const {
    const std::unique_ptr<Runner> runner = make_(workload);
    if (!runner) return kRefused;
    if (workload.kind != WorkloadKind::kPredict) runner->run(kCheckedSteps);
    const WorkloadArrays arrays = arrays_of(workload);
    const std::size_t values = checked_rows(workload) * workload.inputs;
    const std::vector<float> p = runner->predict(std::span(arrays.x).first(values));
    std::ostringstream answer;
    answer.precision(17);
    answer << "{\"loss\":" << loss_of(workload, arrays, p) << '}';
    return answer.str();
  }

  std::string train(const Workload& workload, double seconds) {
    std::unique_ptr<Runner>& runner = runners_[workload.id];
    if (!runner) runner = make_(workload);
    if (!runner) return kRefused;
    // calls of about a millisecond, however small the network
    std::size_t& steps = steps_per_call_.try_emplace(workload.id, 1).first->second;
    for (;;) {
      const double start = clock_seconds(CLOCK_MONOTONIC);
      runner->run(steps);
      if (clock_seconds(CLOCK_MONOTONIC) - start > 1e-3) break;
      steps *= 2;
    }
    const std::size_t samples = steps * workload.batch_size * workload.networks;
    return measure(seconds, static_cast<double>(samples), [&] { runner->run(steps); });
  }

 private:
  MakeRunner make_;
  std::map<std::string_view, std::unique_ptr<Runner>> runners_;
  std::map<std::string_view, std::size_t> steps_per_call_;
};

}  // namespace

Measured measure(double seconds, double units, const std::function<void()>& once) {
  const double start = clock_seconds(CLOCK_MONOTONIC);
  const double start_cpu = clock_seconds(CLOCK_THREAD_CPUTIME_ID);
  double work = 0.0;
  double now = start;
  std::vector<double> rates;
  do {
    once();
    work += units;
    const double before = now;
    now = clock_seconds(CLOCK_MONOTONIC);
    rates.push_back(units / (now - before));
  } while (now < start + seconds);
  const double cpu = clock_seconds(CLOCK_THREAD_CPUTIME_ID) - start_cpu;
  const auto p90 =
      rates.begin() + static_cast<std::ptrdiff_t>(0.9 * static_cast<double>(rates.size()));
  std::nth_element(rates.begin(), p90, rates.end());
  std::ostringstream answer;
  answer.precision(9);
  answer << "{\"work\":" << work << ",\"seconds\":" << now - start << ",\"cpuSeconds\":" << cpu
         << ",\"p90\":" << *p90 << '}';
  return answer.str();
}

int serve(const MakeRunner& make,
          const std::function<std::string(const std::vector<std::string>&)>& more) {
  Session session(make);
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    std::string answer = words.empty() ? "" : more(words);
    if (answer.empty() && words.size() == 1 && words[0] == "list") {
      answer = session.list();
    } else if (answer.empty() && words.size() >= 2) {
      const Workload* workload = find_workload(words[1]);
      if (workload != nullptr && words[0] == "check") answer = session.check(*workload);
      if (workload != nullptr && words[0] == "train" && words.size() == 3) {
        answer = session.train(*workload, std::stod(words[2]));
      }
    }
    std::cout << (answer.empty() ? R"({"error":"unknown request"})" : answer) << std::endl;
  }
  return 0;
}

}  // namespace gradient::bench
