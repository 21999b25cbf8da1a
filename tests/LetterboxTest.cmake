# letterbox_test(<name> TIER <unit|server|peers|long> SOURCES <file>... [LINKS <target>...])
#
# One test program, its tests registered one by one with the tier as label.
# Tests with sockets leave their EWS traffic to the tests of tests/wire.
set(LETTERBOX_WIRE_FOLDER ${CMAKE_CURRENT_BINARY_DIR}/wire/envelopes)

function(letterbox_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIER" "SOURCES;LINKS")
  add_executable(${name} ${arg_SOURCES})
  letterbox_settings(${name})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_LINKS} GTest::gmock_main)
  set(properties LABELS ${arg_TIER} TIMEOUT 120)
  if(NOT arg_TIER STREQUAL "unit")
    list(APPEND properties
      FIXTURES_REQUIRED wire
      ENVIRONMENT LETTERBOX_EXCHANGE_RECORD=${LETTERBOX_WIRE_FOLDER})
  endif()
  letterbox_discover_tests(${name} PROPERTIES ${properties})
endfunction()
