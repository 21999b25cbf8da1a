# letterbox_test(<name> TIER <unit|server|peers|long> SOURCES <file>... [LINKS <target>...])
#
# One test program, its tests registered one by one with the tier as label.
include(GoogleTest)

function(letterbox_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIER" "SOURCES;LINKS")
  add_executable(${name} ${arg_SOURCES})
  letterbox_settings(${name})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_LINKS} GTest::gmock_main)
  gtest_discover_tests(${name}
    DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS ${arg_TIER} TIMEOUT 120)
endfunction()
