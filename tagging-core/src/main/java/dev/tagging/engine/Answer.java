package dev.tagging.engine;

import dev.tagging.spi.ImageAnalysis;

/** What one provider of a pipeline said of an image. */
record Answer(String provider, ImageAnalysis analysis) {}
