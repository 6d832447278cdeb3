package dev.tagging.provider.moondream;

import dev.tagging.spi.Usage;
import java.util.List;

/** What a backend found on one image. */
record Answer(List<Finding> findings, Usage usage) {

    Answer {
        findings = List.copyOf(findings);
    }
}
