// A test without mail: what any program with GoogleTest takes.
#include <gtest/gtest.h>

TEST(Empty, Passes) {}
