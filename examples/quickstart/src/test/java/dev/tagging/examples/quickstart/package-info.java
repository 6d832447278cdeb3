@NullMarked
package dev.tagging.examples.quickstart;

import org.jspecify.annotations.NullMarked;
