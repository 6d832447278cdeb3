package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tagging.provider.moondream.vlm.Networks.DecoderState;
import dev.tagging.provider.moondream.vlm.Networks.Step;
import dev.tagging.spi.AiProviderException.Transient;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListDecoderTest {

    private static final List<String> VOCABULARY = List.of(
            "<end>",
            " dog",
            ",",
            " red",
            " car",
            " Dog",
            " dogs",
            "s",
            ".",
            " The",
            "é",
            " 2",
            "\n",
            " a",
            "-",
            " very",
            "supercalifragilisticexpialidociousnesses");

    private static final int END = 0;
    private static final ListWords WORDS = ListWords.of(tokens(), Set.of(END));

    /** A model that says what it is told to, with nearly all of the probability. */
    private static final class Script implements Networks {
        private final List<List<String>> steps;
        private final List<Integer> heard = new ArrayList<>();
        private int opened;
        private int closed;

        Script(List<List<String>> steps) {
            this.steps = steps;
        }

        /** The likeliest token first, the next one e times less likely, and so on. */
        Step step(int index) {
            float[] logits = new float[VOCABULARY.size() + 3];
            Arrays.fill(logits, -50);
            List<String> ranked = steps.get(Math.min(index, steps.size() - 1));
            for (int rank = 0; rank < ranked.size(); rank++) {
                logits[VOCABULARY.indexOf(ranked.get(rank))] = -rank;
            }
            opened++;
            return new Step(
                    new DecoderState() {
                        @Override
                        public int length() {
                            return index;
                        }

                        @Override
                        public void close() {
                            closed++;
                        }
                    },
                    logits);
        }

        @Override
        public Step extend(DecoderState past, long[] tokens, StopSignal stop) {
            stop.check();
            heard.add((int) tokens[0]);
            return step(past.length() + 1);
        }

        @Override
        public float[] encode(FloatBuffer pixels, int width, int height, StopSignal stop) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] embed(long[] tokens, StopSignal stop) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DecoderState prefill(float[] embeddings, StopSignal stop) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Step start(float[] embeddings, StopSignal stop) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Test
    void splitsAtCommasAndEndsWhereTheModelEnds() {
        Script model = says(" dog", ",", " red", " car", "<end>");

        assertThat(names(model)).containsExactly("dog", "red car");
        assertThat(model.heard).hasSize(4);
    }

    @Test
    void everyStateIsFreed() {
        Script model = says(" dog", ",", " red", "<end>");

        names(model);

        assertThat(model.closed).isEqualTo(model.opened);
    }

    @Test
    void aFullStopOrANewLineEndsTheListToo() {
        assertThat(names(says(" dog", ".", " car", "<end>"))).containsExactly("dog");
        assertThat(names(says(" dog", ",", " car", "\n", " red"))).containsExactly("dog", "car");
    }

    @Test
    void whatCannotStandInAListGivesWayToTheNextBest() {
        Script model = new Script(List.of(
                List.of("é", " 2", ".", ",", "-", "\n", " dog"),
                List.of("é", ","),
                List.of(",", " car"),
                List.of("<end>")));

        assertThat(names(model)).containsExactly("dog", "car");
    }

    @Test
    void wordsAreSaidInLowerCaseAndCountedInBoth() {
        Script model = new Script(List.of(List.of(" Dog", " car", " dog"), List.of("<end>")));

        List<ListedItem> items = decode(model, 48);

        double all = 1 + Math.exp(-1) + Math.exp(-2);
        assertThat(items).singleElement().satisfies(item -> {
            assertThat(item.text()).isEqualTo("dog");
            assertThat(item.evidence().mean()).isCloseTo((1 + Math.exp(-2)) / all, within(1e-6));
        });
        assertThat(model.heard).containsExactly(VOCABULARY.indexOf(" dog"));
    }

    @Test
    void evidenceIsOfTheWordsAndNotOfTheCommas() {
        Script model = new Script(List.of(
                List.of(" red", " dog"), List.of(" car", " dog", " a"), List.of("<end>", ","), List.of("<end>")));

        Evidence evidence = decode(model, 48).get(0).evidence();

        double first = 1 / (1 + Math.exp(-1));
        double second = 1 / (1 + Math.exp(-1) + Math.exp(-2));
        assertThat(evidence.first()).isCloseTo(first, within(1e-6));
        assertThat(evidence.least()).isCloseTo(second, within(1e-6));
        assertThat(evidence.mean()).isCloseTo(Math.sqrt(first * second), within(1e-6));
    }

    @Test
    void stopsAfterThreeRepetitions() {
        Script model = says(" dog", ",", " dog", ",", " dog", ",", " dog", ",", " car", "<end>");

        assertThat(names(model)).containsExactly("dog");
        assertThat(model.heard).hasSize(7);
    }

    @Test
    void stopsAtSentencesAndLeavesThemOut() {
        assertThat(names(says(" dog", ",", " a", " very", " very", " red", " car", ",", " car", "<end>")))
                .containsExactly("dog");
        assertThat(names(says(" dog", ",", " a", "supercalifragilisticexpialidociousnesses", ",", " car")))
                .containsExactly("dog");
    }

    @Test
    void leavesOutWhatTheTokenLimitCutsOff() {
        assertThat(decode(says(" dog", ",", " red", " car", "<end>"), 3))
                .extracting(ListedItem::text)
                .containsExactly("dog");
    }

    @Test
    void nothingIsAnAnswerToo() {
        assertThat(names(says("<end>"))).isEmpty();
    }

    @Test
    void returnsWithinOneStepOfBeingToldToStop() {
        Script model = says(" dog", ",", " red", ",", " car", ",", " dogs", ",");
        int[] asked = new int[1];
        StopSignal stop = () -> ++asked[0] > 5 ? "stopped: enough" : null;

        assertThatThrownBy(() -> ListDecoder.decode(model, WORDS, model.step(0), 48, stop))
                .isInstanceOf(Transient.class)
                .hasMessage("stopped: enough");

        assertThat(model.heard).hasSize(5);
        assertThat(model.closed).isEqualTo(model.opened);
    }

    private static Script says(String... tokens) {
        return new Script(IntStream.range(0, tokens.length)
                .mapToObj(i -> List.of(tokens[i]))
                .toList());
    }

    private static List<String> names(Script model) {
        return decode(model, 48).stream().map(ListedItem::text).toList();
    }

    private static List<ListedItem> decode(Script model, int maxTokens) {
        return ListDecoder.decode(model, WORDS, model.step(0), maxTokens, StopSignal.NEVER);
    }

    private static TokenBytes tokens() {
        JsonObject vocabulary = new JsonObject();
        for (int i = 1; i < VOCABULARY.size(); i++) {
            vocabulary.addProperty(
                    VOCABULARY.get(i).replace(' ', 'Ġ').replace('\n', 'Ċ').replace("é", "Ã©"), i);
        }
        JsonObject model = new JsonObject();
        model.add("vocab", vocabulary);
        JsonObject end = new JsonObject();
        end.addProperty("id", END);
        end.addProperty("content", "<end>");
        end.addProperty("special", true);
        JsonArray added = new JsonArray();
        added.add(end);
        JsonObject tokenizer = new JsonObject();
        tokenizer.add("model", model);
        tokenizer.add("added_tokens", added);
        return TokenBytes.of(tokenizer);
    }
}
