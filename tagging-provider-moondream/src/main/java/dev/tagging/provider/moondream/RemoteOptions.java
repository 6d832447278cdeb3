package dev.tagging.provider.moondream;

import java.math.BigDecimal;
import java.util.List;

/**
 * How to question a model behind HTTP.
 *
 * @param maxTokens most tokens of an answer, where the service can be told
 * @param verifications how many of the tags of an image are asked back, one request each
 * @param maxEdge longest edge of what is sent
 * @param costPerImage in US dollars
 */
record RemoteOptions(List<Question> questions, int maxTokens, int verifications, int maxEdge, BigDecimal costPerImage) {

    RemoteOptions {
        questions = List.copyOf(questions);
    }
}
