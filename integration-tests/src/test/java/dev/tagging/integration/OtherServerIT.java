package dev.tagging.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagging.postgres.TaggingSchema;
import dev.tagging.tck.PostgresDatabase;
import dev.tagging.tck.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** On a server of another major version than that of the other tests, where the machine has one. */
class OtherServerIT {

    private static final int OLDEST_SUPPORTED = 14;

    @RegisterExtension
    static final PostgresDatabase USUAL = PostgresServer.newDatabase();

    @Test
    void the_schema_comes_and_goes_and_the_library_works() throws Exception {
        int usual = majorVersion(USUAL.dataSource());
        Optional<Installation> other = installations().stream()
                .filter(installation -> installation.majorVersion() != usual)
                .filter(installation -> installation.majorVersion() >= OLDEST_SUPPORTED)
                .max(Comparator.comparingInt(Installation::majorVersion));
        assumeTrue(other.isPresent() && Daemon.isPossible(), "no other PostgreSQL than " + usual + " is installed");

        Installation installation = other.orElseThrow();
        try (Daemon server = Daemon.of("nobody")) {
            DataSource dataSource = start(server, installation.binaries());
            assertThat(majorVersion(dataSource)).isEqualTo(installation.majorVersion());
            TaggingSchema.migrate(dataSource);
            List<String> first = Catalogue.ofSchema(dataSource);
            TaggingSchema.undo(dataSource, 0);
            TaggingSchema.migrate(dataSource);

            assertThat(Catalogue.ofSchema(dataSource)).isEqualTo(first);
            TaggingSchema.verify(dataSource);
            RoundTrip.through(dataSource);
        }
    }

    private record Installation(int majorVersion, Path binaries) {}

    /** Where Debian, Red Hat and Homebrew put servers: a folder for each major version. */
    private static List<Installation> installations() throws IOException {
        List<Installation> found = new ArrayList<>();
        for (String parent : List.of("/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local/opt")) {
            if (Files.isDirectory(Path.of(parent))) {
                try (Stream<Path> folders = Files.list(Path.of(parent))) {
                    folders.filter(folder -> Files.isExecutable(folder.resolve("bin/initdb"))
                                    && Files.isExecutable(folder.resolve("bin/postgres")))
                            .map(folder -> new Installation(numberIn(folder), folder.resolve("bin")))
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    /** 15 of {@code 15}, {@code pgsql-15} and {@code postgresql@15}; 0 when the name has none. */
    private static int numberIn(Path folder) {
        String digits = folder.getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 3 ? 0 : Integer.parseInt(digits);
    }

    private static DataSource start(Daemon server, Path binaries) throws IOException, InterruptedException {
        String data = server.directory().resolve("data").toString();
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"localhost"});
        dataSource.setPortNumbers(new int[] {Daemon.freePort()});
        dataSource.setDatabaseName("postgres");
        dataSource.setUser("postgres");
        server.run(List.of(
                binaries.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        server.start(
                List.of(
                        binaries.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-p",
                        Integer.toString(dataSource.getPortNumbers()[0]),
                        "-c",
                        "listen_addresses=localhost",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off"),
                dataSource);
        return dataSource;
    }

    private static int majorVersion(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }
}
