# A project that finds the Debian package. It is installed by dpkg below FOLDER,
# with the packages of this machine to satisfy what it depends on, so that the
# machine itself stays as it is.
find_program(DPKG dpkg)
find_program(CPACK cpack)
execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT DPKG OR NOT EXISTS /var/lib/dpkg/status)
  leave_out("this is no Debian")
elseif(NOT user EQUAL 0)
  leave_out("only root can install a Debian package")
elseif(NOT EXISTS ${BUILD}/CPackConfig.cmake)
  leave_out("the GoogleTest that this was built with has no version")
endif()

file(REMOVE_RECURSE ${FOLDER}/package ${FOLDER}/root)
run(${CPACK} -G DEB --config ${BUILD}/CPackConfig.cmake -B ${FOLDER}/package)
file(GLOB package ${FOLDER}/package/letterbox_*.deb)
set(root ${FOLDER}/root)
file(MAKE_DIRECTORY ${root}/var/lib/dpkg/info ${root}/var/lib/dpkg/updates)
file(COPY /var/lib/dpkg/status DESTINATION ${root}/var/lib/dpkg)
file(REMOVE_RECURSE ${FOLDER}/log)
set(dpkg ${DPKG} --root=${root} --force-script-chrootless --log=${FOLDER}/dpkg.log)
run(${dpkg} --install ${package})
run(${dpkg} --listfiles letterbox)
expect("/usr/bin/letterbox")

# CMake finds what is in /usr by itself; here it must be told.
build_project(-D CMAKE_PREFIX_PATH=${root}/usr)
run(${root}/usr/bin/letterbox --version)

# Another GoogleTest is refused with a sentence.
function(refuses version sentence)
  set(other ${FOLDER}/other)
  file(REMOVE_RECURSE ${other})
  file(WRITE ${other}/CMakeLists.txt "
cmake_minimum_required(VERSION 3.25)
project(other LANGUAGES CXX)
add_library(GTest::gmock INTERFACE IMPORTED)
set(GTest_VERSION ${version})
find_package(letterbox REQUIRED)
")
  run_wrong(${CMAKE_COMMAND} -S ${other} -B ${other}/build -G Ninja
    -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_PREFIX_PATH=${root}/usr)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  expect("${sentence}")
endfunction()
refuses(1.99.0 "was built with GoogleTest [0-9.]+, and the project has GoogleTest 1.99.0. Use the former")
refuses("" "and the project has a GoogleTest of its own. Use the former")

# Removed, it leaves nothing.
function(finish)
  run(${dpkg} --purge letterbox)
  file(GLOB_RECURSE left ${root}/usr/*)
  if(left)
    message(FATAL_ERROR "The package left ${left}")
  endif()
endfunction()
