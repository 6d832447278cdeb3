package dev.tagging.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.benchmarks.chaos.Mayhem.Blow;
import dev.tagging.benchmarks.chaos.Mayhem.Step;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MayhemTest {

    private static final Settings SETTINGS = Settings.full(11, 2_000, true);

    @Test
    void oneSeedAlwaysMeansTheSameBlows() {
        assertThat(steps(SETTINGS, 200)).isEqualTo(steps(SETTINGS, 200));
        assertThat(steps(SETTINGS, 200)).isNotEqualTo(steps(Settings.full(12, 2_000, true), 200));
    }

    @Test
    void beginsWithOneBlowOfEachKind() {
        Mayhem mayhem = new Mayhem(SETTINGS);
        List<Step> first = Stream.generate(mayhem::next).limit(3).toList();
        assertThat(mayhem.hasShownEverything()).isFalse();

        Step fourth = mayhem.next();

        assertThat(Stream.concat(first.stream(), Stream.of(fourth)).map(Step::blow))
                .containsExactlyInAnyOrder(Blow.values());
        assertThat(mayhem.hasShownEverything()).isTrue();
    }

    @Test
    void whoIsFrozenLosesItsLeases() {
        assertThat(steps(SETTINGS, 1_000))
                .filteredOn(step -> step.blow() == Blow.FREEZE)
                .hasSizeGreaterThan(100)
                .allMatch(step -> step.length().compareTo(SETTINGS.lease()) > 0);
    }

    @Test
    void settingsSurviveTheWayToAnotherProcess() {
        assertThat(Settings.parse(SETTINGS.text())).isEqualTo(SETTINGS);
    }

    private static List<Step> steps(Settings settings, int number) {
        Mayhem mayhem = new Mayhem(settings);
        return Stream.generate(mayhem::next).limit(number).toList();
    }
}
