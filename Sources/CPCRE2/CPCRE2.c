// The package manager builds no target without a source file; all that is used is in the library.
#include "CPCRE2.h"
