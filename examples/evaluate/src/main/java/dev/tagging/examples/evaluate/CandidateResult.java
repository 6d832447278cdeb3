package dev.tagging.examples.evaluate;

import java.util.List;

/**
 * What a candidate, or several together, said of all photos.
 *
 * @param model which model has answered
 * @param peakBytes most memory of the process meanwhile; 0 when it could not be measured
 */
record CandidateResult(String name, String model, List<PhotoResult> photos, long peakBytes) {}
