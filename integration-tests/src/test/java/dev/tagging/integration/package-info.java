/** What only shows when all modules are together. */
@NullMarked
package dev.tagging.integration;

import org.jspecify.annotations.NullMarked;
