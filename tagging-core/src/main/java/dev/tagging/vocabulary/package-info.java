/** Which tags are objects, scenes, colours and attributes, so that every provider's tags land in the same place. */
@NullMarked
package dev.tagging.vocabulary;

import org.jspecify.annotations.NullMarked;
