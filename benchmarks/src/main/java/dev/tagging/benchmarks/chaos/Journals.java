package dev.tagging.benchmarks.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all worker processes of a run have written down.
 *
 * @param calls in no particular order
 * @param refusals writes that the database refused
 */
record Journals(List<Call> calls, List<Refusal> refusals) {

    Journals {
        calls = List.copyOf(calls);
        refusals = List.copyOf(refusals);
    }

    /** A write under a claim that no longer held. */
    record Refusal(String what, String image, long claim) {}

    static Journals read(Collection<Path> files) throws IOException {
        List<Call> calls = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Path file : files) {
            read(Files.readString(file, StandardCharsets.UTF_8), calls, refusals);
        }
        return new Journals(calls, refusals);
    }

    /** A last line without an end was being written when the process was killed: nothing can have followed from it. */
    private static void read(String text, List<Call> calls, List<Refusal> refusals) {
        Map<Integer, Call> made = new LinkedHashMap<>();
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().map(line -> line.split("\t", -1)).forEach(fields -> {
            switch (fields[0]) {
                case Journal.BEGUN -> {
                    int id = Integer.parseInt(fields[1]);
                    made.put(
                            id,
                            new Call(
                                    id,
                                    Long.parseLong(fields[2]),
                                    fields[3],
                                    Long.parseLong(fields[4]),
                                    Long.parseLong(fields[5]),
                                    null));
                }
                case Journal.ANSWERED ->
                    made.computeIfPresent(
                            Integer.parseInt(fields[1]),
                            (id, call) -> new Call(
                                    id,
                                    call.pid(),
                                    call.image(),
                                    call.claim(),
                                    call.begun(),
                                    new Call.Answer(fields[2], tags(fields[3]))));
                case Journal.REFUSED -> refusals.add(new Refusal(fields[1], fields[2], Long.parseLong(fields[3])));
                default -> throw new IllegalStateException("not a line of a journal: " + String.join(" ", fields));
            }
        });
        calls.addAll(made.values());
    }

    private static Map<String, Double> tags(String text) {
        Map<String, Double> tags = new LinkedHashMap<>();
        for (String tag : text.split(",", -1)) {
            int equals = tag.indexOf('=');
            tags.put(tag.substring(0, equals), Double.valueOf(tag.substring(equals + 1)));
        }
        return tags;
    }
}
