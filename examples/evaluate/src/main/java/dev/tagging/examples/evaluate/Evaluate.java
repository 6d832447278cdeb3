package dev.tagging.examples.evaluate;

import dev.tagging.TaggingPolicy;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Compares providers on photos of which somebody has written down what they show. Needs no database.
 *
 * <p>Exit codes: 0 when the report is there, 2 when something else has to be asked for, 1 when the report cannot be written.
 */
public final class Evaluate {

    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    private final PrintStream out;
    private final PrintStream errors;

    Evaluate(PrintStream out, PrintStream errors) {
        this.out = out;
        this.errors = errors;
    }

    /** Takes its arguments from the system properties that {@link Options#USAGE} names. */
    public static void main(String[] args) {
        System.exit(new Evaluate(System.out, System.err).run(System.getProperties()));
    }

    /** Does everything and returns the exit code. */
    int run(Properties properties) {
        try {
            Options options = Options.parse(properties);
            Truth truth = Truth.read(options.truth(), options.photos());
            Judge judge = new Judge(WordRelations.builtIn(), truth);
            List<Summary> summaries = examine(options, truth, judge).stream()
                    .map(result -> Summary.of(result, judge))
                    .toList();
            new TextReport(out).print(summaries, truth.photos().size());
            write(options.report(), summaries, judge);
            return 0;
        } catch (CannotRunException e) {
            errors.println(e.getMessage());
            return USAGE;
        } catch (IOException e) {
            errors.println("The report cannot be written: " + e);
            return FAILURE;
        }
    }

    /** One result for each provider, then one for all together where there are several. */
    private List<CandidateResult> examine(Options options, Truth truth, Judge judge) throws CannotRunException {
        Examination examination = new Examination(
                truth,
                judge,
                TaggingPolicy.defaults(),
                CategoryVocabulary.builtIn(),
                line -> errors.print("\r" + line + "  "));
        List<CandidateResult> results = new ArrayList<>();
        for (String name : options.providers()) {
            try (Candidate candidate = Candidate.open(name, options)) {
                results.add(examination.examine(candidate));
            }
        }
        errors.print("\r" + " ".repeat(40) + "\r");
        if (results.size() > 1) {
            results.add(examination.together(List.copyOf(results)));
        }
        return results;
    }

    private void write(Path directory, List<Summary> summaries, Judge judge) throws IOException {
        Files.createDirectories(directory);
        CsvReport.write(summaries, directory);
        Path page = directory.resolve("evaluation.html");
        new HtmlReport(judge).write(summaries, page);
        out.printf(
                "%nEvery photo with its tags: %s%nTables: summary.csv, tags.csv and reliability.csv beside it%n", page);
    }
}
