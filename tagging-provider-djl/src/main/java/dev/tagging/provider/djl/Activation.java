package dev.tagging.provider.djl;

/** What makes scores from 0 to 1 of a model's output. */
enum Activation {
    /** Nothing: the model's last layer has done it. */
    NONE,
    /** For logits of which exactly one is right. */
    SOFTMAX,
    /** For logits that are right or wrong independently. */
    SIGMOID;

    float[] apply(float[] values) {
        return switch (this) {
            case NONE -> values;
            case SOFTMAX -> softmax(values);
            case SIGMOID -> sigmoid(values);
        };
    }

    static float sigmoid(float value) {
        return (float) (1 / (1 + Math.exp(-value)));
    }

    private static float[] sigmoid(float[] values) {
        float[] scores = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scores[i] = sigmoid(values[i]);
        }
        return scores;
    }

    /** Less the largest value, so that no power overflows. */
    private static float[] softmax(float[] values) {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            max = Math.max(max, value);
        }
        double sum = 0;
        double[] powers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            powers[i] = Math.exp(values[i] - max);
            sum += powers[i];
        }
        float[] scores = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scores[i] = (float) (powers[i] / sum);
        }
        return scores;
    }
}
