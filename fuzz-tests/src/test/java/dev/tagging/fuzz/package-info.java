/**
 * Targets for a coverage-guided fuzzer. Each holds for any input at all; the inputs that are kept beside them in the resources are
 * run like ordinary tests, and are where the fuzzer starts from.
 */
@NullMarked
package dev.tagging.fuzz;

import org.jspecify.annotations.NullMarked;
