// The one door to Catch2 2.13.
#pragma once

#include <catch2/catch.hpp>
