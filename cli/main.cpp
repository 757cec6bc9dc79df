#include "cli/command.hpp"

int main(int argc, char** argv) { return claimcheck::run_program(argc, argv); }
