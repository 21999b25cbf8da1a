# A project that builds a GoogleTest of its own, and finds Letterbox installed:
# the tree that LETTERBOX_GOOGLETEST_SOURCE names, else that of Debian's package
# googletest, on which libgtest-dev depends.
set(source "$ENV{LETTERBOX_GOOGLETEST_SOURCE}")
if(source STREQUAL "")
  set(source /usr/src/googletest)
elseif(NOT EXISTS ${source}/CMakeLists.txt)
  message(FATAL_ERROR "LETTERBOX_GOOGLETEST_SOURCE names ${source}, which is no "
    "source tree of GoogleTest: it has no CMakeLists.txt. Correct it, or unset it "
    "for the tree of Debian.")
endif()
if(NOT EXISTS ${source}/CMakeLists.txt)
  leave_out("LETTERBOX_GOOGLETEST_SOURCE is not set, and ${source} is not there")
endif()
file(REMOVE_RECURSE ${FOLDER}/prefix)
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${FOLDER}/prefix)
build_project(-D CMAKE_PREFIX_PATH=${FOLDER}/prefix -D GOOGLETEST_SOURCE=${source})
message("built with the GoogleTest of ${source}")
