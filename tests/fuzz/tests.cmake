# Coverage-guided fuzzing: fuzz.build builds the targets of targets.cmake, and
# fuzz.NAME runs one for 5 s, fuzz.NAME.long for a minute.
include(${CMAKE_CURRENT_LIST_DIR}/targets.cmake)
set(fuzz_folder ${CMAKE_CURRENT_BINARY_DIR}/fuzz)

add_test(NAME fuzz.build
  COMMAND ${CMAKE_COMMAND}
    -D FOLDER=${fuzz_folder}
    -D GENERATOR=${CMAKE_GENERATOR}
    -P ${CMAKE_CURRENT_LIST_DIR}/build.cmake)
set_tests_properties(fuzz.build PROPERTIES
  LABELS peers
  FIXTURES_SETUP fuzz
  TIMEOUT 3600
  PROCESSORS 2)

# fuzz(<name of the test> <target> <seconds> <tier>)
function(fuzz test target seconds tier)
  add_test(NAME ${test}
    COMMAND ${CMAKE_COMMAND}
      -D FOLDER=${fuzz_folder}
      -D NAME=${target}
      -D SECONDS=${seconds}
      -D EXAMPLES=${fuzz_examples_${target}}
      -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/run.cmake)
  set_tests_properties(${test} PROPERTIES
    LABELS ${tier}
    FIXTURES_REQUIRED fuzz
    RESOURCE_LOCK fuzz.${target}
    TIMEOUT 600)
endfunction()
foreach(target IN LISTS fuzz_targets)
  fuzz(fuzz.${target} ${target} 5 peers)
  fuzz(fuzz.${target}.long ${target} 60 long)
endforeach()
