// libFuzzer of a newer system asks for a function that glibc before 2.38 has under its older name.
#include <cstdlib>

#if defined(__GLIBC__) && !__GLIBC_PREREQ(2, 38)
extern "C" __attribute__((weak)) unsigned long __isoc23_strtoul(const char* text, char** end,
                                                                int base) {
  return std::strtoul(text, end, base);
}
#endif
