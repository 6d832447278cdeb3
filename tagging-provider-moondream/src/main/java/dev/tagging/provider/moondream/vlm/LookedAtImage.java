package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.moondream.vlm.Networks.DecoderState;
import dev.tagging.provider.moondream.vlm.Networks.Step;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An image that a model has looked at: all the decoder computed of it is kept, so that every question costs only itself.
 * Questions do not hear of each other. For use by one thread.
 */
public final class LookedAtImage implements AutoCloseable {

    private final VisionLanguageModel model;
    private final DecoderState state;
    private final StopSignal stop;

    LookedAtImage(VisionLanguageModel model, DecoderState state, StopSignal stop) {
        this.model = model;
        this.state = state;
        this.stop = stop;
    }

    /**
     * Asks for a list, and lets the model say nothing else.
     *
     * @param maxTokens most tokens of the answer; an item that is cut off is left out
     * @return what it listed, in its order, each once
     * @throws Misconfigured when the question leaves no room for an answer
     * @throws dev.tagging.spi.AiProviderException.Transient when told to stop
     */
    public List<ListedItem> list(String question, int maxTokens) {
        long[] tokens = model.prompt().question(question);
        int room = model.config().maxLength() - state.length() - tokens.length;
        return ListDecoder.decode(
                model.networks(), model.listWords(), ask(tokens, room), Math.min(maxTokens, room), stop);
    }

    /**
     * Asks a question of yes or no.
     *
     * @return how likely yes is, 0 to 1; empty when the model cannot say either
     * @throws Misconfigured when the question leaves no room for an answer
     * @throws dev.tagging.spi.AiProviderException.Transient when told to stop
     */
    public OptionalDouble isTrue(String question) {
        long[] tokens = model.prompt().question(question);
        try (Step step = ask(tokens, model.config().maxLength() - state.length() - tokens.length)) {
            return model.yesNo().read(step.logits());
        }
    }

    /** Frees the memory; closing again does nothing. */
    @Override
    public void close() {
        state.close();
    }

    /** The answer's beginning, after the image and a question. */
    Step ask(long[] question, int room) {
        if (room < 1) {
            throw new Misconfigured(
                    "a question of " + question.length + " tokens is too long: with the image it leaves no"
                            + " room for an answer in " + model.config().maxLength() + " tokens");
        }
        return model.networks().extend(state, question, stop);
    }
}
