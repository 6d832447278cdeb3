package dev.tagging.provider.moondream;

import java.util.List;

/**
 * How to question a model that runs in this JVM.
 *
 * @param maxTokens most tokens of one answer
 * @param verifications how many of the likeliest tags of an image are asked back
 * @param splitsImages whether models that can look at parts of an image too
 */
record LocalOptions(List<Question> questions, int maxTokens, int verifications, boolean splitsImages) {

    LocalOptions {
        questions = List.copyOf(questions);
    }
}
