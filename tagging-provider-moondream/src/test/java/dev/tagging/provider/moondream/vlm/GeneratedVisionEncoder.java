package dev.tagging.provider.moondream.vlm;

import static dev.tagging.provider.moondream.vlm.OnnxGraph.BOOL;
import static dev.tagging.provider.moondream.vlm.OnnxGraph.FLOAT;
import static dev.tagging.provider.moondream.vlm.OnnxGraph.FLOAT16;

import dev.tagging.provider.moondream.vlm.ModelShape.Vision;
import dev.tagging.provider.moondream.vlm.OnnxGraph.Weights;
import java.util.Map;

/** A SigLIP encoder and the projection into the decoder's embeddings. */
final class GeneratedVisionEncoder {

    private final OnnxGraph graph;
    private final ModelShape shape;
    private final Vision vision;
    private final Weights weights;

    private GeneratedVisionEncoder(ModelShape shape, OnnxGraph graph) {
        this.graph = graph;
        this.shape = shape;
        this.vision = shape.vision();
        this.weights = shape.visionWeights();
    }

    static OnnxGraph of(ModelShape shape, long seed) {
        OnnxGraph graph = new OnnxGraph("vision", seed);
        new GeneratedVisionEncoder(shape, graph).build();
        return graph;
    }

    private void build() {
        int patches = vision.grid() * vision.grid();
        int hidden = vision.hidden();
        long[] patch = {vision.patch(), vision.patch()};
        String x = graph.op(
                "Conv",
                Map.of("kernel_shape", patch, "strides", patch),
                pixels(),
                graph.random(0, 2 / Math.sqrt(3.0 * patch[0] * patch[1]), hidden, 3, patch[0], patch[1]),
                graph.random(0, 0.02, hidden));
        x = graph.transpose(graph.reshape(x, 0, hidden, patches), 0, 2, 1);
        x = graph.op("Add", x, graph.random(0, 0.3, 1, patches, hidden));
        for (int layer = 0; layer < vision.layers(); layer++) {
            x = graph.op("Add", x, attend(graph.layerNorm(x, hidden), patches));
            String inner = graph.gelu(linear(graph.layerNorm(x, hidden), hidden, vision.inner()));
            x = graph.op("Add", x, linear(inner, vision.inner(), hidden));
        }
        String features = project(graph.layerNorm(x, hidden));
        boolean half = shape.export().half();
        graph.alias(half ? graph.cast(features, FLOAT16) : features, "image_features");
        graph.output(
                "image_features",
                shape.export().type(),
                "tiles",
                shape.tokensPerTile(),
                shape.text().hidden());
    }

    private String pixels() {
        int edge = vision.image();
        int type = shape.export().type();
        if (shape.isMoondream()) {
            graph.input("pixel_values", type, "batch_size", 3, edge, edge);
            return floats("pixel_values");
        }
        graph.input("pixel_values", type, "batch_size", "num_images", 3, edge, edge);
        graph.input("pixel_attention_mask", BOOL, "batch_size", "num_images", edge, edge);
        String mask = graph.reshape(graph.cast("pixel_attention_mask", FLOAT), -1, 1, edge, edge);
        return graph.op("Mul", graph.reshape(floats("pixel_values"), -1, 3, edge, edge), mask);
    }

    private String floats(String name) {
        return shape.export().half() ? graph.cast(name, FLOAT) : name;
    }

    private String attend(String x, int patches) {
        int size = vision.hidden() / vision.heads();
        String queries = heads(x, patches, size);
        String keys = graph.transpose(heads(x, patches, size), 0, 1, 3, 2);
        String values = heads(x, patches, size);
        String scores = graph.op("Mul", graph.op("MatMul", queries, keys), graph.scalar((float) (1 / Math.sqrt(size))));
        String mixed = graph.op("MatMul", graph.op("Softmax", Map.of("axis", -1L), scores), values);
        return linear(
                graph.reshape(graph.transpose(mixed, 0, 2, 1, 3), 0, patches, vision.hidden()),
                vision.hidden(),
                vision.hidden());
    }

    private String heads(String x, int patches, int size) {
        String projected = linear(x, vision.hidden(), vision.hidden());
        return graph.transpose(graph.reshape(projected, 0, patches, vision.heads(), size), 0, 2, 1, 3);
    }

    private String project(String x) {
        int hidden = vision.hidden();
        int out = shape.text().hidden();
        if (shape.isMoondream()) {
            return graph.linear(
                    graph.gelu(linear(x, hidden, 2 * hidden)),
                    2 * hidden,
                    out,
                    true,
                    4 / Math.sqrt(2 * hidden),
                    weights);
        }
        int shuffle = vision.shuffle();
        int side = vision.grid() / shuffle;
        String rows = graph.reshape(x, -1, side, shuffle, side, (long) shuffle * hidden);
        String tokens = graph.reshape(
                graph.transpose(rows, 0, 1, 3, 2, 4), -1, shape.tokensPerTile(), (long) shuffle * shuffle * hidden);
        int width = shuffle * shuffle * hidden;
        return graph.linear(tokens, width, out, false, 2 / Math.sqrt(width), weights);
    }

    private String linear(String x, int in, int out) {
        return graph.linear(x, in, out, true, 1 / Math.sqrt(in), weights);
    }
}
