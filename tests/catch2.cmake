# Catch2 3 with its main(), as the target gradient_catch2: an installed package, or else compiled from its source, which is
# the only way to WebAssembly. Tests include <catch2/catch_amalgamated.hpp> either way.
set(CATCH2_SOURCE "" CACHE PATH "Where Catch2's catch_amalgamated.cpp is, or the source that has it in extras/")
set(headers "${CMAKE_CURRENT_BINARY_DIR}/catch2")

set(missing "")
if(EMSCRIPTEN OR CATCH2_SOURCE)
  set(missing "no package for this build")
else()
  gradient_find_package(Catch2 3 Catch2::Catch2WithMain catch2 missing)
endif()
if(NOT missing)
  add_library(gradient_catch2 INTERFACE)
  target_link_libraries(gradient_catch2 INTERFACE Catch2::Catch2WithMain)
  file(WRITE "${headers}/catch2/catch_amalgamated.hpp" "#include <catch2/catch_all.hpp>\n")
  target_include_directories(gradient_catch2 SYSTEM INTERFACE "${headers}")
  return()
endif()

file(TO_CMAKE_PATH "$ENV{CMAKE_PREFIX_PATH}" from_environment)
find_file(GRADIENT_CATCH2_AMALGAMATED catch_amalgamated.cpp NO_CMAKE_FIND_ROOT_PATH
  HINTS ${CATCH2_SOURCE} ${CMAKE_PREFIX_PATH} ${from_environment} ${GRADIENT_PREFIX}
  PATH_SUFFIXES extras src/catch2/extras src/catch2)
if(NOT GRADIENT_CATCH2_AMALGAMATED)
  list(APPEND problems "neither a package of Catch2 3 nor, in CATCH2_SOURCE or src/catch2 of a prefix, its source is found")
  return()
endif()
add_library(gradient_catch2 STATIC EXCLUDE_FROM_ALL "${GRADIENT_CATCH2_AMALGAMATED}")
target_compile_features(gradient_catch2 PUBLIC cxx_std_20)
target_compile_options(gradient_catch2 PRIVATE -O1 -g0) # it is compiled once and runs little
if(EMSCRIPTEN)
  target_compile_options(gradient_catch2 PRIVATE -fwasm-exceptions)
endif()
get_filename_component(source_folder "${GRADIENT_CATCH2_AMALGAMATED}" DIRECTORY)
configure_file("${source_folder}/catch_amalgamated.hpp" "${headers}/catch2/catch_amalgamated.hpp" COPYONLY)
target_include_directories(gradient_catch2 SYSTEM PUBLIC "${headers}" PRIVATE "${headers}/catch2")
