# The first errors that a newcomer could make are answered with a sentence.
# ROOT is the tree, FOLDER a place for this.
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
file(REMOVE_RECURSE ${FOLDER})

# A machine on which some commands are not as they should be: each is a script
# with these words in it.
function(machine)
  file(REMOVE_RECURSE ${FOLDER}/bin)
  file(MAKE_DIRECTORY ${FOLDER}/bin)
  foreach(tool bash cat dirname env grep sed)
    find_program(path_of_${tool} ${tool} REQUIRED)
    file(CREATE_LINK ${path_of_${tool}} ${FOLDER}/bin/${tool} SYMBOLIC)
  endforeach()
  while(ARGN)
    list(POP_FRONT ARGN name script)
    file(WRITE ${FOLDER}/bin/${name} "#!/usr/bin/env bash\n${script}\n")
    file(CHMOD ${FOLDER}/bin/${name} PERMISSIONS OWNER_READ OWNER_EXECUTE)
  endwhile()
endfunction()
function(prepare sentence)
  file(WRITE ${FOLDER}/prepare "set -euo pipefail
root=${ROOT}
. ${ROOT}/fixtures/package/prepare
install_packages build
")
  run_wrong(${CMAKE_COMMAND} -E env PATH=${FOLDER}/bin bash ${FOLDER}/prepare)
  expect("${sentence}")
endfunction()

set(nothing_here dpkg-query "exit 1")
machine(${nothing_here} id "echo 1000" apt-get "exit 0")
prepare("There is no sudo here. Install these packages as root")
machine(${nothing_here} id "echo 0" apt-get "exit 100")
prepare("could not be installed. Is the network there")
prepare("libcpprest-dev")
machine(${nothing_here} id "echo 0")
prepare("This is no Debian")

# Packages that are missing are named all at once, as Debian calls them.
set(without)
foreach(package cpprestsdk yaml-cpp)
  list(APPEND without -D CMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
endforeach()
run_wrong(${CMAKE_COMMAND} -S ${ROOT} -B ${FOLDER}/build -G Ninja ${without})
string(REGEX REPLACE "[ \n]+" " " said "${said}")
expect("apt-get install libcpprest-dev libyaml-cpp-dev")

# A connection file that is not there.
file(WRITE ${FOLDER}/project/CMakeLists.txt "
cmake_minimum_required(VERSION 3.25)
project(newcomer LANGUAGES NONE)
include(${ROOT}/fixtures/cmake/LetterboxDiscoverTests.cmake)
add_custom_target(order_mail_test)
letterbox_discover_tests(order_mail_test CONFIG leterbox.yaml)
")
run_wrong(${CMAKE_COMMAND} -S ${FOLDER}/project -B ${FOLDER}/project/build -G Ninja)
string(REGEX REPLACE "[ \n]+" " " said "${said}")
expect("leterbox.yaml does not exist")
