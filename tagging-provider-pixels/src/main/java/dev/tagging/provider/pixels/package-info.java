/** Tags from the pixels alone: colours, light, sharpness and shape, in a few milliseconds and without any model. */
@NullMarked
package dev.tagging.provider.pixels;

import org.jspecify.annotations.NullMarked;
