package dev.tagging.provider.moondream.vlm;

import dev.tagging.image.ImageContent;
import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.provider.moondream.vlm.Networks.Step;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What this module costs beside ONNX Runtime itself, on random weights in the dimensions and precisions of the real models:
 * the same tokens by {@link BareLoop} and by the constrained decoding with its probabilities, taking turns in one JVM.
 *
 * <pre>{@code
 * mvn -q -Pbenchmark -pl tagging-provider-moondream -am process-test-classes -Dshape=smolvlm-256m -Ddirectory=dir
 * }</pre>
 *
 * <p>{@code -Dshape=moondream2} takes 2 GB of disk and 6 GB of memory. Also {@code -Dthreads=0}, {@code -Drounds=10} and
 * {@code -Dsteps=16}. Models that are in the directory already are used.
 *
 * <p>With {@code -Dcpu=true} the processor time is measured instead of the time on the wall, which on a busy machine says more of
 * the others than of oneself: of the thread that decodes (so {@code -Dthreads=1}), of node of the process.
 *
 * <p>With {@code -Dnode=dir}, a copy of {@code src/test/node} in which {@code npm install --ignore-scripts} was run,
 * transformers.js takes its turn in every round.
 */
final class DecodeBenchmark {

    private static final boolean CPU = Boolean.parseBoolean(property("cpu", "false"));

    private static final String QUESTION = "List the main objects in this image, separated by commas.";

    private final VisionLanguageModel model;
    private final BareLoop bare;
    private final @Nullable NodeLoop node;
    private final int steps;

    private DecodeBenchmark(VisionLanguageModel model, BareLoop bare, @Nullable NodeLoop node, int steps) {
        this.model = model;
        this.bare = bare;
        this.node = node;
        this.steps = steps;
    }

    public static void main(String[] args) throws Exception {
        String name = property("shape", "smolvlm-256m");
        Path directory = Path.of(property("directory", "target/benchmark")).resolve(name);
        int threads = Integer.parseInt(property("threads", "0"));
        int steps = Integer.parseInt(property("steps", "16"));
        ModelShape shape = name.equals("moondream2") ? ModelShape.realMoondream2() : ModelShape.realSmolVlm256M();
        if (!Files.exists(directory.resolve("onnx"))) {
            System.out.println("Generating " + name + " in " + directory);
            GeneratedModel.write(shape, directory);
        }
        ModelOptions options = new ModelOptions(new ModelDirectory(directory), Quantization.AUTOMATIC, threads);
        try (VisionLanguageModel model = VisionLanguageModel.load(options);
                BareLoop bare = new BareLoop(ModelFiles.of(options.directory(), options.quantization()), threads);
                NodeLoop node = node(model, shape, directory, steps, threads)) {
            new DecodeBenchmark(model, bare, node, steps).run(Integer.parseInt(property("rounds", "10")));
        }
    }

    private static @Nullable NodeLoop node(
            VisionLanguageModel model, ModelShape shape, Path directory, int steps, int threads) throws IOException {
        String scripts = property("node", "");
        if (scripts.isEmpty()) {
            return null;
        }
        int edge = shape.vision().image();
        List<Integer> tokens = new ArrayList<>();
        if (shape.isMoondream()) {
            tokens.add(model.config().firstToken());
            tokens.addAll(Collections.nCopies(shape.tokensPerTile(), GeneratedModel.MOONDREAM_IMAGE));
        } else {
            String image = "<image>".repeat(shape.tokensPerTile());
            add(
                    tokens,
                    model.tokenizer()
                            .encode("<|im_start|>User:<fake_token_around_image><global-img>" + image
                                    + "<fake_token_around_image>"));
        }
        add(tokens, model.prompt().question(QUESTION));
        List<Integer> pixels = shape.isMoondream() ? List.of(1, 3, edge, edge) : List.of(1, 1, 3, edge, edge);
        return new NodeLoop(Path.of(scripts), directory, tokens, pixels, steps, threads, CPU);
    }

    private static void add(List<Integer> tokens, long[] more) {
        for (long token : more) {
            tokens.add(Math.toIntExact(token));
        }
    }

    private void run(int rounds) throws Exception {
        ImageContent image = TestImages.png(640, 480, 1);
        long start = now();
        try (LookedAtImage looked = model.look(image, false, StopSignal.NEVER)) {
            System.out.printf("look at an image: %.0f ms%n", millis(start));
            float[] prompt = prompt(image);
            int hidden = model.networks().embed(new long[] {0}, StopSignal.NEVER).length;
            double[] bareSteps = new double[rounds];
            double[] ownSteps = new double[rounds];
            double[] bareStarts = new double[rounds];
            double[] ownStarts = new double[rounds];
            List<NodeLoop.Round> theirs = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                long began = now();
                BareLoop.State state = bare.start(prompt, hidden);
                bareStarts[round] = millis(began);
                bareSteps[round] = bareSteps(state);
                began = now();
                Step step = model.networks().start(prompt, StopSignal.NEVER);
                ownStarts[round] = millis(began);
                ownSteps[round] = ownSteps(step);
                if (node != null) {
                    theirs.add(node.round());
                }
            }
            report("prefill of " + prompt.length / hidden, "bare", bareStarts, ownStarts);
            report("token", "bare", bareSteps, ownSteps);
            if (node != null) {
                report("prefill", "transformers.js", theirs, NodeLoop.Round::prefill, ownStarts);
                report("token", "transformers.js", theirs, NodeLoop.Round::token, ownSteps);
            }
            askAgain(looked);
        }
    }

    private double bareSteps(BareLoop.State first) throws Exception {
        BareLoop.State state = first;
        long start = now();
        for (int i = 0; i < steps; i++) {
            BareLoop.State next = bare.step(state);
            state.close();
            state = next;
        }
        state.close();
        return millis(start) / steps;
    }

    /** What {@link ListDecoder} does for each token, without its reasons to stop. */
    private double ownSteps(Step first) {
        Step step = first;
        long start = now();
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            int token = Math.max(0, model.listWords().choose(step.logits(), false));
            sum += model.listWords().probability(token, new Softmax(step.logits()));
            Step next = model.networks().extend(step.state(), new long[] {token}, StopSignal.NEVER);
            step.close();
            step = next;
        }
        step.close();
        if (sum < 0) {
            throw new AssertionError();
        }
        return millis(start) / steps;
    }

    private void askAgain(LookedAtImage looked) {
        long start = now();
        looked.isTrue("Is there a dog in this image? Answer yes or no.");
        System.out.printf("another question on the same image: %.1f ms%n", millis(start));
    }

    private float[] prompt(ImageContent image) {
        float[] prefix = model.prefix(image, false, StopSignal.NEVER);
        float[] question = model.networks().embed(model.prompt().question(QUESTION), StopSignal.NEVER);
        FloatBuffer prompt = FloatBuffer.allocate(prefix.length + question.length);
        return prompt.put(prefix).put(question).array();
    }

    private static void report(
            String what,
            String whose,
            List<NodeLoop.Round> theirs,
            ToDoubleFunction<NodeLoop.Round> time,
            double[] own) {
        report(what, whose, theirs.stream().mapToDouble(time).toArray(), own);
    }

    /** Medians; the ratio is that of each round, how many times as long this module takes. */
    private static void report(String what, String whose, double[] theirs, double[] own) {
        double[] ratios = new double[theirs.length];
        Arrays.setAll(ratios, i -> own[i] / theirs[i]);
        Arrays.sort(ratios);
        System.out.printf(
                "%s: %s %.2f ms, this module %.2f ms (least %.2f and %.2f), ratio %.3f (%.3f to %.3f; of the least %.3f)%n",
                what,
                whose,
                median(theirs),
                median(own),
                least(theirs),
                least(own),
                median(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                least(own) / least(theirs));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double millis(long start) {
        return (now() - start) / 1e6;
    }

    private static long now() {
        return CPU ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime();
    }

    private static String property(String name, String fallback) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? fallback : value;
    }
}
