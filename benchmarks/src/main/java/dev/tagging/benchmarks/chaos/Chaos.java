package dev.tagging.benchmarks.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs with each of some seeds: {@code -Dseeds=1,2,3}, and, for other sizes, {@code -Dimages=2000}. {@code -Dfenced=false} lets
 * the workers write under claims that no longer hold, to see that it is noticed. Ends with 1 when anything was found.
 */
public final class Chaos {

    private Chaos() {}

    /** The settings are system properties. */
    public static void main(String[] args) throws Exception {
        List<Long> seeds = Arrays.stream(System.getProperty("seeds", "1").split(",", -1))
                .map(seed -> Long.valueOf(seed.strip()))
                .toList();
        int images = Integer.getInteger("images", 2_000);
        boolean fenced = Boolean.parseBoolean(System.getProperty("fenced", "true"));
        TimeLimit.set(Settings.full(0, images, fenced).limit().multipliedBy(2L * seeds.size()));
        List<String> summaries = new ArrayList<>();
        boolean clean = true;
        for (long seed : seeds) {
            Report report = new ChaosRun(Settings.full(seed, images, fenced), System.out::println).run();
            System.out.println(report.summary());
            summaries.add(report.summary());
            if (!report.violations().isEmpty()) {
                System.out.print(report.details());
                clean = false;
            }
        }
        if (seeds.size() > 1) {
            summaries.forEach(System.out::println);
        }
        System.exit(clean ? 0 : 1);
    }
}
