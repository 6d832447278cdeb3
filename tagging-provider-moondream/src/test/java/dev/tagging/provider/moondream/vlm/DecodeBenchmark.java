package dev.tagging.provider.moondream.vlm;

import dev.tagging.image.ImageContent;
import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.provider.moondream.vlm.Networks.Step;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

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
 */
final class DecodeBenchmark {

    private static final String QUESTION = "List the main objects in this image, separated by commas.";

    private final VisionLanguageModel model;
    private final BareLoop bare;
    private final int steps;

    private DecodeBenchmark(VisionLanguageModel model, BareLoop bare, int steps) {
        this.model = model;
        this.bare = bare;
        this.steps = steps;
    }

    public static void main(String[] args) throws Exception {
        String name = property("shape", "smolvlm-256m");
        Path directory = Path.of(property("directory", "target/benchmark")).resolve(name);
        int threads = Integer.parseInt(property("threads", "0"));
        if (!Files.exists(directory.resolve("onnx"))) {
            System.out.println("Generating " + name + " in " + directory);
            GeneratedModel.write(
                    name.equals("moondream2") ? ModelShape.realMoondream2() : ModelShape.realSmolVlm256M(), directory);
        }
        ModelOptions options = new ModelOptions(new ModelDirectory(directory), Quantization.AUTOMATIC, threads);
        try (VisionLanguageModel model = VisionLanguageModel.load(options);
                BareLoop bare = new BareLoop(ModelFiles.of(options.directory(), options.quantization()), threads)) {
            new DecodeBenchmark(model, bare, Integer.parseInt(property("steps", "16")))
                    .run(Integer.parseInt(property("rounds", "10")));
        }
    }

    private void run(int rounds) throws Exception {
        ImageContent image = TestImages.png(640, 480, 1);
        long start = System.nanoTime();
        try (LookedAtImage looked = model.look(image, false, StopSignal.NEVER)) {
            System.out.printf("look at an image: %.0f ms%n", millis(start));
            float[] prompt = prompt(image);
            int hidden = model.networks().embed(new long[] {0}, StopSignal.NEVER).length;
            double[] bareSteps = new double[rounds];
            double[] ownSteps = new double[rounds];
            double[] bareStarts = new double[rounds];
            double[] ownStarts = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                long began = System.nanoTime();
                BareLoop.State state = bare.start(prompt, hidden);
                bareStarts[round] = millis(began);
                bareSteps[round] = bareSteps(state);
                began = System.nanoTime();
                Step step = model.networks().start(prompt, StopSignal.NEVER);
                ownStarts[round] = millis(began);
                ownSteps[round] = ownSteps(step);
            }
            report("prefill of " + prompt.length / hidden, bareStarts, ownStarts);
            report("token", bareSteps, ownSteps);
            askAgain(looked);
        }
    }

    private double bareSteps(BareLoop.State first) throws Exception {
        BareLoop.State state = first;
        long start = System.nanoTime();
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
        long start = System.nanoTime();
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
        long start = System.nanoTime();
        looked.isTrue("Is there a dog in this image? Answer yes or no.");
        System.out.printf("another question on the same image: %.1f ms%n", millis(start));
    }

    private float[] prompt(ImageContent image) {
        float[] prefix = model.prefix(image, false, StopSignal.NEVER);
        float[] question = model.networks().embed(model.prompt().question(QUESTION), StopSignal.NEVER);
        FloatBuffer prompt = FloatBuffer.allocate(prefix.length + question.length);
        return prompt.put(prefix).put(question).array();
    }

    private static void report(String what, double[] bare, double[] own) {
        double[] ratios = new double[bare.length];
        Arrays.setAll(ratios, i -> own[i] / bare[i]);
        System.out.printf(
                "%s: bare %.2f ms, this module %.2f ms (least %.2f and %.2f), ratio %.3f (of rounds), %.3f (of the least)%n",
                what, median(bare), median(own), least(bare), least(own), median(ratios), least(own) / least(bare));
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
        return (System.nanoTime() - start) / 1e6;
    }

    private static String property(String name, String fallback) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? fallback : value;
    }
}
