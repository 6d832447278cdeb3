package dev.tagging.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.benchmarks.chaos.Mayhem.Blow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to stop a process and let it go on")
class ChaosIT {

    private static final Settings SETTINGS = Settings.brief(1);

    /** What is done to the database behind everybody's back when all is done, and what has to be found then. */
    private static final Map<String, Violation.Kind> TAMPERINGS = Map.of(
            "update tagging.image_tags set confidence = confidence - 1 where source_no <> 0 and image_no = %s",
            Violation.Kind.FENCED,
            "update tagging.tagging_jobs set state = 'WAITING' where image_no = %s",
            Violation.Kind.STUCK,
            "delete from tagging.tagging_jobs where image_no = %s",
            Violation.Kind.LOST,
            "insert into tagging.image_tags select image_no, tag_no, 0, 1, null, 'nobody' from tagging.image_tags"
                    + " where image_no = %s on conflict do nothing",
            Violation.Kind.DOUBLED,
            "delete from tagging.image_tags where source_no = 0 and image_no = %s",
            Violation.Kind.LOST,
            "insert into tagging.tag_feedback (tenant_no, image_id, tag, action, user_id)"
                    + " select tenant_no, image_id, tag, action, user_id from tagging.tag_feedback where 0 < %s",
            Violation.Kind.DOUBLED,
            "update tagging.tags set usage_count = usage_count + 1 where 0 < %s",
            Violation.Kind.INCONSISTENT,
            "update tagging.image_search set vector = '' where image_no = %s",
            Violation.Kind.INCONSISTENT);

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void workersThatAreKilledFrozenAndCutOffLoseAndDoubleNothing() throws Exception {
        Map<String, Set<Violation.Kind>> noticed = new LinkedHashMap<>();

        Report report = new ChaosRun(SETTINGS, System.out::println, (done, database) -> {
                    for (String tampering : TAMPERINGS.keySet()) {
                        noticed.put(tampering, tamper(database, tampering, done));
                    }
                })
                .run();

        System.out.println(report.summary());
        assertThat(report.violations()).isEmpty();
        assertThat(report.blows()).containsKeys(Blow.values());
        assertThat(report.takeovers()).isPositive();
        assertThat(report.evidence().calls()).hasSizeGreaterThanOrEqualTo(SETTINGS.images());
        assertThat(noticed).allSatisfy((tampering, kinds) -> assertThat(kinds).contains(TAMPERINGS.get(tampering)));
    }

    private static Set<Violation.Kind> tamper(DataSource database, String tampering, Report report)
            throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(tampering.formatted(
                    "(select min(a.image_no) from tagging.image_tags a join tagging.image_tags b using (image_no)"
                            + " where a.source_no = 0 and b.source_no <> 0)"));
            Evidence evidence = report.evidence();
            Evidence tampered = new Evidence(
                    evidence.images(), evidence.calls(), evidence.deeds(), EvidenceReader.read(connection));
            connection.rollback();
            return Checker.check(tampered).stream().map(Violation::kind).collect(Collectors.toSet());
        }
    }
}
