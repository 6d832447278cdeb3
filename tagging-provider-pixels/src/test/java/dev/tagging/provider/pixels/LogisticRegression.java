package dev.tagging.provider.pixels;

import java.util.List;

/**
 * Logistic regression with ridge penalty, fitted by Newton's method. The penalty acts on standardised columns, so that the
 * unit of a feature does not matter.
 */
final class LogisticRegression {

    private static final int STEPS = 25;

    private final double[] weights;

    private LogisticRegression(double[] weights) {
        this.weights = weights;
    }

    /** One example: its features and whether it is a positive one. */
    record Example(List<Double> features, boolean positive) {}

    static LogisticRegression fit(List<Example> examples, double penalty) {
        int size = examples.get(0).features().size();
        double[] ridge = ridge(examples, size, penalty);
        double[] weights = new double[size];
        for (int step = 0; step < STEPS; step++) {
            double[][] hessian = new double[size][size + 1];
            for (int i = 0; i < size; i++) {
                hessian[i][i] = ridge[i];
                hessian[i][size] = -ridge[i] * weights[i];
            }
            for (Example example : examples) {
                List<Double> x = example.features();
                double p = probability(weights, x);
                for (int i = 0; i < size; i++) {
                    hessian[i][size] += x.get(i) * ((example.positive() ? 1 : 0) - p);
                    for (int j = 0; j < size; j++) {
                        hessian[i][j] += p * (1 - p) * x.get(i) * x.get(j);
                    }
                }
            }
            double[] change = solve(hessian);
            for (int i = 0; i < size; i++) {
                weights[i] += change[i];
            }
        }
        return new LogisticRegression(weights);
    }

    double weight(int index) {
        return weights[index];
    }

    double probability(List<Double> features) {
        return probability(weights, features);
    }

    private static double probability(double[] weights, List<Double> features) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * features.get(i);
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private static double[] ridge(List<Example> examples, int size, double penalty) {
        double[] ridge = new double[size];
        for (int i = 0; i < size; i++) {
            int column = i;
            double mean = examples.stream()
                    .mapToDouble(example -> example.features().get(column))
                    .average()
                    .orElse(0);
            double variance = examples.stream()
                    .mapToDouble(example -> Math.pow(example.features().get(column) - mean, 2))
                    .average()
                    .orElse(0);
            ridge[i] = penalty * (variance < 1e-12 ? 1 : variance);
        }
        return ridge;
    }

    /** Solves the linear equations of an augmented matrix by elimination with pivoting. */
    private static double[] solve(double[][] matrix) {
        int size = matrix.length;
        for (int column = 0; column < size; column++) {
            int pivot = column;
            for (int row = column + 1; row < size; row++) {
                pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
            }
            double[] swapped = matrix[column];
            matrix[column] = matrix[pivot];
            matrix[pivot] = swapped;
            for (int row = 0; row < size; row++) {
                double factor = row == column ? 0 : matrix[row][column] / matrix[column][column];
                for (int i = column; i <= size; i++) {
                    matrix[row][i] -= factor * matrix[column][i];
                }
            }
        }
        double[] solution = new double[size];
        for (int i = 0; i < size; i++) {
            solution[i] = matrix[i][size] / matrix[i][i];
        }
        return solution;
    }
}
