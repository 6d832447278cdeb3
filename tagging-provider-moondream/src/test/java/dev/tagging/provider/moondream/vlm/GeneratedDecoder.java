package dev.tagging.provider.moondream.vlm;

import static dev.tagging.provider.moondream.vlm.OnnxGraph.BOOL;
import static dev.tagging.provider.moondream.vlm.OnnxGraph.FLOAT;
import static dev.tagging.provider.moondream.vlm.OnnxGraph.FLOAT16;
import static dev.tagging.provider.moondream.vlm.OnnxGraph.INT64;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.tagging.provider.moondream.vlm.ModelShape.Export;
import dev.tagging.provider.moondream.vlm.ModelShape.Text;
import dev.tagging.provider.moondream.vlm.OnnxGraph.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The decoder of a phi (Moondream2) or a llama (SmolVLM) with a cache of keys and values, as Optimum exports them. */
final class GeneratedDecoder {

    private static final int POSITIONS = 2_048;

    private final OnnxGraph graph;
    private final Text text;
    private final Export export;
    private final Weights weights;
    private final boolean isPhi;
    private final int cacheType;

    private String bias = "";
    private String cos = "";
    private String sin = "";

    private GeneratedDecoder(ModelShape shape, OnnxGraph graph) {
        this.graph = graph;
        this.text = shape.text();
        this.export = shape.export();
        this.weights = shape.textWeights();
        this.isPhi = shape.isMoondream();
        this.cacheType = export.halfCache() ? FLOAT16 : FLOAT;
    }

    static OnnxGraph of(ModelShape shape, long seed) {
        OnnxGraph graph = new OnnxGraph("decoder", seed);
        new GeneratedDecoder(shape, graph).build();
        return graph;
    }

    private void build() {
        List<String> past = inputs();
        positions();
        String x = floats("inputs_embeds");
        for (int layer = 0; layer < text.layers(); layer++) {
            x = layer(layer, x, past.get(2 * layer), past.get(2 * layer + 1));
        }
        x = normalize(x);
        if (export.logitsToKeep()) {
            String from = graph.op("Unsqueeze", graph.op("Neg", "num_logits_to_keep"), graph.longs(0));
            x = graph.op("Slice", x, from, graph.longs(Long.MAX_VALUE), graph.longs(1));
        }
        String logits = graph.linear(x, text.hidden(), text.vocabulary(), isPhi, 3 / Math.sqrt(text.hidden()), weights);
        graph.alias(export.half() ? graph.cast(logits, FLOAT16) : logits, "logits");
        graph.output("logits", export.type(), "batch_size", "logits_length", text.vocabulary());
        for (int layer = 0; layer < text.layers(); layer++) {
            for (String part : List.of("key", "value")) {
                graph.output(
                        "present." + layer + "." + part,
                        cacheType,
                        "batch_size",
                        text.keyHeads(),
                        "total_length",
                        text.headSize());
            }
        }
    }

    private String floats(String name) {
        return export.half() ? graph.cast(name, FLOAT) : name;
    }

    /** The names of the keys and values of the past. */
    private List<String> inputs() {
        graph.input("inputs_embeds", export.type(), "batch_size", "sequence_length", text.hidden());
        graph.input("attention_mask", INT64, "batch_size", "total_length");
        graph.input("position_ids", INT64, "batch_size", "sequence_length");
        List<String> past = new ArrayList<>();
        for (int layer = 0; layer < text.layers(); layer++) {
            for (String part : List.of("key", "value")) {
                String name = "past_key_values." + layer + "." + part;
                graph.input(name, cacheType, "batch_size", text.keyHeads(), "past_length", text.headSize());
                past.add(name);
            }
        }
        if (export.logitsToKeep()) {
            graph.input("num_logits_to_keep", INT64);
        }
        if (export.cacheBranch()) {
            graph.input("use_cache_branch", BOOL, 1);
            return branch(past);
        }
        return past;
    }

    /** Takes the past as it is, or as nothing: whoever sets the flag wrongly gets other answers. */
    private List<String> branch(List<String> past) {
        GraphProto.Builder with = GraphProto.newBuilder().setName("with");
        GraphProto.Builder without = GraphProto.newBuilder().setName("without");
        String zero = graph.longs(0);
        String lengthAxis = graph.longs(2);
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < past.size(); i++) {
            with.addNode(NodeProto.newBuilder()
                    .setOpType("Identity")
                    .addInput(past.get(i))
                    .addOutput("with" + i));
            without.addNode(NodeProto.newBuilder()
                    .setOpType("Slice")
                    .addAllInput(List.of(past.get(i), zero, zero, lengthAxis))
                    .addOutput("without" + i));
            with.addOutput(OnnxGraph.value("with" + i, cacheType, "b", text.keyHeads(), "p", text.headSize()));
            without.addOutput(OnnxGraph.value("without" + i, cacheType, "b", text.keyHeads(), "q", text.headSize()));
            outputs.add("past" + i);
        }
        graph.add(
                "If",
                "",
                List.of("use_cache_branch"),
                outputs,
                Map.of("then_branch", with.build(), "else_branch", without.build()));
        return outputs;
    }

    /** The causal mask, and sine and cosine of the positions. */
    private void positions() {
        String length = graph.op("Gather", graph.op("Shape", "inputs_embeds"), graph.index(1));
        String total = graph.op("Gather", graph.op("Shape", "attention_mask"), graph.index(1));
        String one = graph.index(1);
        String columns = graph.op("Range", graph.index(0), total, one);
        String rows =
                graph.op("Unsqueeze", graph.op("Range", graph.op("Sub", total, length), total, one), graph.longs(1));
        String masked = graph.op("Unsqueeze", graph.op("Equal", "attention_mask", graph.index(0)), graph.longs(1, 2));
        String forbidden = graph.op("Or", graph.op("Greater", columns, rows), masked);
        bias = graph.op("Where", forbidden, graph.scalar(-1e9f), graph.scalar(0));

        int rotary = text.rotary();
        float[] cosines = new float[POSITIONS * rotary];
        float[] sines = new float[POSITIONS * rotary];
        for (int i = 0; i < cosines.length; i++) {
            int position = i / rotary;
            double angle = position / Math.pow(text.theta(), 2.0 * (i % (rotary / 2)) / rotary);
            cosines[i] = (float) Math.cos(angle);
            sines[i] = (float) Math.sin(angle);
        }
        cos = atPositions(graph.floats(cosines, POSITIONS, rotary));
        sin = atPositions(graph.floats(sines, POSITIONS, rotary));
    }

    private String atPositions(String table) {
        return graph.op("Unsqueeze", graph.op("Gather", table, "position_ids"), graph.longs(1));
    }

    private String layer(int layer, String x, String pastKeys, String pastValues) {
        String normalized = normalize(x);
        String queries = rotate(heads(project(normalized, text.heads()), text.heads()));
        String keys = rotate(heads(project(normalized, text.keyHeads()), text.keyHeads()));
        String values = heads(project(normalized, text.keyHeads()), text.keyHeads());
        keys = remember(pastKeys, keys, "present." + layer + ".key");
        values = remember(pastValues, values, "present." + layer + ".value");
        String attended = attend(queries, repeat(keys), repeat(values));
        if (isPhi) {
            String hidden = graph.gelu(dense(normalized, text.hidden(), text.inner()));
            return graph.op("Add", graph.op("Add", attended, dense(hidden, text.inner(), text.hidden())), x);
        }
        String sum = graph.op("Add", x, attended);
        String second = normalize(sum);
        String gate = dense(second, text.hidden(), text.inner());
        String gated = graph.op(
                "Mul", graph.op("Mul", gate, graph.op("Sigmoid", gate)), dense(second, text.hidden(), text.inner()));
        return graph.op("Add", sum, dense(gated, text.inner(), text.hidden()));
    }

    private String attend(String queries, String keys, String values) {
        String scores = graph.op("MatMul", queries, graph.transpose(keys, 0, 1, 3, 2));
        String scaled = graph.op("Mul", scores, graph.scalar((float) (1 / Math.sqrt(text.headSize()))));
        String shares = graph.op("Softmax", Map.of("axis", -1L), graph.op("Add", scaled, bias));
        int width = text.heads() * text.headSize();
        String mixed = graph.transpose(graph.op("MatMul", shares, values), 0, 2, 1, 3);
        return graph.linear(
                graph.reshape(mixed, 0, 0, width), width, text.hidden(), isPhi, 2 / Math.sqrt(width), weights);
    }

    /** Puts what is new after what was there, and gives both out. */
    private String remember(String past, String now, String present) {
        if (!export.halfCache()) {
            graph.alias(graph.concat(2, past, now), present);
            return present;
        }
        graph.alias(graph.cast(graph.concat(2, graph.cast(past, FLOAT), now), FLOAT16), present);
        return graph.cast(present, FLOAT);
    }

    private String project(String x, int heads) {
        double deviation = 2 / Math.sqrt(text.hidden());
        return graph.linear(x, text.hidden(), heads * text.headSize(), isPhi, deviation, weights);
    }

    private String dense(String x, int in, int out) {
        return graph.linear(x, in, out, isPhi, 2 / Math.sqrt(in), weights);
    }

    private String heads(String x, int heads) {
        return graph.transpose(graph.reshape(x, 0, 0, heads, text.headSize()), 0, 2, 1, 3);
    }

    /** Several heads share keys and values. */
    private String repeat(String x) {
        int times = text.heads() / text.keyHeads();
        if (times == 1) {
            return x;
        }
        String expanded = graph.op("Expand", graph.op("Unsqueeze", x, graph.longs(2)), graph.longs(1, 1, times, 1, 1));
        return graph.reshape(expanded, 0, text.heads(), -1, text.headSize());
    }

    private String rotate(String x) {
        int rotary = text.rotary();
        String turned = rotary == text.headSize() ? x : graph.sliceLast(x, 0, rotary);
        String first = graph.sliceLast(turned, 0, rotary / 2);
        String second = graph.sliceLast(turned, rotary / 2, rotary);
        String swapped = graph.concat(3, graph.op("Neg", second), first);
        String rotated = graph.op("Add", graph.op("Mul", turned, cos), graph.op("Mul", swapped, sin));
        return rotary == text.headSize()
                ? rotated
                : graph.concat(3, rotated, graph.sliceLast(x, rotary, text.headSize()));
    }

    private String normalize(String x) {
        return isPhi ? graph.layerNorm(x, text.hidden()) : graph.rmsNorm(x, text.hidden());
    }
}
