package dev.tagging.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.benchmarks.chaos.Journals.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalsTest {

    private static final Call.Answer ANSWER = new Call.Answer("model", Map.of("beach", 92.5, "dog", 75.25));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        Path file = directory.resolve("one");
        int answered;
        try (Journal journal = new Journal(file, 3)) {
            answered = journal.begun("img-1", 7);
            journal.begun("img-2", 8);
            journal.answered(answered, ANSWER);
            journal.refused("complete", "img-1", 7);
        }

        Journals read = Journals.read(List.of(file));

        assertThat(read.calls()).hasSize(2);
        assertThat(read.calls().get(0))
                .returns(answered, Call::id)
                .returns("img-1", Call::image)
                .returns(7L, Call::claim)
                .returns(ProcessHandle.current().pid(), Call::pid)
                .returns(ANSWER, Call::answer);
        assertThat(read.calls().get(1)).returns(null, Call::answer).returns(8L, Call::claim);
        assertThat(read.refusals()).containsExactly(new Refusal("complete", "img-1", 7));
    }

    @Test
    void aLineThatWasCutOffByTheEndOfItsProcessIsLeftOut() throws IOException {
        Path file = directory.resolve("killed");
        try (Journal journal = new Journal(file, 3)) {
            journal.begun("img-1", 7);
        }
        Files.writeString(file, "answered\t12288\tmod", StandardOpenOption.APPEND);

        Journals read = Journals.read(List.of(file));

        assertThat(read.calls()).singleElement().returns(null, Call::answer);
    }

    @Test
    void callsOfSeveralProcessesAreToldApart() throws IOException {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        try (Journal one = new Journal(first, 1);
                Journal two = new Journal(second, 2)) {
            one.begun("img-1", 1);
            two.begun("img-1", 2);
        }

        assertThat(Journals.read(List.of(first, second)).calls())
                .extracting(Call::id)
                .doesNotHaveDuplicates();
    }
}
