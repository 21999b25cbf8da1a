# The same, by Clang, while Letterbox was built by what it was built by.
find_program(CLANG NAMES clang++ clang++-14)
if(NOT CLANG)
  leave_out("there is no clang++")
endif()
set(COMPILER ${CLANG})
include(${CMAKE_CURRENT_LIST_DIR}/find_package.cmake)
