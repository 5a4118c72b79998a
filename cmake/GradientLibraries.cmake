# Finds the libraries of the engine: xtl, xtensor and xsimd, which are headers alone. The project includes this file, and
# so does its installed package.

# Shows emcc a package's own folder of headers alone: a prefix such as /usr has the host's C library beside it.
function(_gradient_isolate_headers target folder)
  get_target_property(includes ${target} INTERFACE_INCLUDE_DIRECTORIES)
  set(isolated "${CMAKE_BINARY_DIR}/libraries")
  foreach(include IN LISTS includes)
    if(IS_DIRECTORY "${include}/${folder}" AND NOT include STREQUAL isolated)
      file(MAKE_DIRECTORY "${isolated}")
      file(CREATE_LINK "${include}/${folder}" "${isolated}/${folder}" SYMBOLIC)
      set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${isolated}")
      return()
    endif()
  endforeach()
endfunction()

# Imports `target` of a package from the prefixes in CMAKE_PREFIX_PATH, the variable's before the environment's, then
# from GRADIENT_PREFIX, then from the system. `folder` is the one of its headers. Appends to `problems` where it is not
# found.
function(gradient_find_package package version target folder problems)
  if(TARGET ${target})
    return()
  endif()
  file(TO_CMAKE_PATH "$ENV{CMAKE_PREFIX_PATH}" from_environment)
  list(APPEND CMAKE_PREFIX_PATH ${from_environment} ${GRADIENT_PREFIX})
  if(EMSCRIPTEN) # whose toolchain file looks into these alone
    list(APPEND CMAKE_FIND_ROOT_PATH ${CMAKE_PREFIX_PATH})
  endif()
  find_package(${package} ${version} CONFIG QUIET)
  if(TARGET ${target})
    set_target_properties(${target} PROPERTIES IMPORTED_GLOBAL TRUE) # a project around this one links them too
    if(EMSCRIPTEN)
      _gradient_isolate_headers(${target} ${folder})
    endif()
    return()
  endif()
  set(problem "${package} ${version} or later is not found")
  if(${package}_CONSIDERED_VERSIONS)
    string(APPEND problem " (only ${${package}_CONSIDERED_VERSIONS}: ${${package}_CONSIDERED_CONFIGS})")
  endif()
  set(${problems} ${${problems}} "${problem}" PARENT_SCOPE)
endfunction()

# The text for people is left in the variable `problem`; empty where all three are there.
function(gradient_find_libraries problem)
  set(problems "")
  gradient_find_package(xtl 0.7.5 xtl xtl problems)
  gradient_find_package(xsimd 13 xsimd xsimd problems)
  gradient_find_package(xtensor 0.25 xtensor xtensor problems)
  if(problems)
    list(JOIN problems "; " problems)
    string(APPEND problems ". Name the folder that has them in its include/ and share/ or lib/: -DCMAKE_PREFIX_PATH=/folder")
  endif()
  set(${problem} "${problems}" PARENT_SCOPE)
endfunction()
