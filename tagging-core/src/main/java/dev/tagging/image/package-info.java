/** Image bytes within limits: sniffed, measured and decoded without trusting anything they claim. */
@NullMarked
package dev.tagging.image;

import org.jspecify.annotations.NullMarked;
