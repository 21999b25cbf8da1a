# A project that builds a GoogleTest of its own, and finds Letterbox installed.
if(NOT EXISTS "$ENV{LETTERBOX_GOOGLETEST_SOURCE}/CMakeLists.txt")
  leave_out("LETTERBOX_GOOGLETEST_SOURCE names no source tree of GoogleTest")
endif()
file(REMOVE_RECURSE ${FOLDER}/prefix)
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${FOLDER}/prefix)
build_project(-D CMAKE_PREFIX_PATH=${FOLDER}/prefix
  -D GOOGLETEST_SOURCE=$ENV{LETTERBOX_GOOGLETEST_SOURCE})
message("built with the GoogleTest of $ENV{LETTERBOX_GOOGLETEST_SOURCE}")
