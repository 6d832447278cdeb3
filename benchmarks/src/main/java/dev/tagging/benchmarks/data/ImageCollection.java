package dev.tagging.benchmarks.data;

import dev.tagging.benchmarks.Sql;
import dev.tagging.postgres.TaggingSchema;
import dev.tagging.search.SearchWords;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The collection as the library stores it, in the schema {@code tagging}, and as the plain way of doing it does, in the schema
 * {@code plain}. Both hold the same images, tags and filenames.
 */
public final class ImageCollection {

    private static final long SEED = 20261125;
    private static final int SLICE = 5_000;
    private static final int CORES = 2;

    private final DataSource database;
    private final int images;
    private final List<String> names;
    private final Consumer<String> progress;

    /** @param progress is told what is being done */
    public ImageCollection(DataSource database, int images, int tags, Consumer<String> progress) {
        this.database = database;
        this.images = images;
        this.names = Names.of(tags, SEED);
        this.progress = progress;
    }

    /** How many images it has. */
    public int size() {
        return images;
    }

    /** The name of a tag, by falling use from 0 on. */
    public String name(int rank) {
        return names.get(rank);
    }

    /** The name of the tag that a share of all tags, 0 to 1, is used more often than. */
    public String name(double share) {
        return names.get((int) (share * names.size()));
    }

    /**
     * Makes it where the database does not hold it yet, or only a part of it.
     *
     * @throws IllegalStateException when the database holds a collection of another size, or of another version of the schema
     */
    public void make() throws Exception {
        if (isMade()) {
            return;
        }
        Sql.run(database, "drop schema if exists tagging cascade", "drop schema if exists plain cascade");
        TaggingSchema.migrate(database);
        Sql.run(
                database,
                "alter table tagging.images disable trigger user",
                "alter table tagging.image_tags disable trigger all",
                "drop index tagging.image_search_vector",
                "insert into tagging.sources (pipeline, provider, model) values ('default', 'alpha', 'alpha-1'),"
                        + " ('default', 'beta', 'beta-1')",
                PlainSchema.TABLES);
        progress.accept(names.size() + " tags");
        copy("tagging.tags (tenant_no, name, category)", out -> {
            for (String name : names) {
                out.row(1, name, "object");
            }
        });
        copyImages();
        Sql.run(
                database,
                "analyze tagging.tags",
                "analyze tagging.images",
                "analyze tagging.image_tags",
                "alter table tagging.images enable trigger user",
                "alter table tagging.image_tags enable trigger all");
        inSlices(
                "search vectors",
                "select tagging.refresh_search(array("
                        + "select i.image_no from tagging.images i where i.image_no between %d and %d))");
        progress.accept("index of the search vectors");
        Sql.run(database, "create index image_search_vector on tagging.image_search using gin (vector)");
        progress.accept("counts");
        while (Sql.number(database, "select count(*) from tagging.tag_count_deltas") > 0) {
            Sql.run(
                    database,
                    "with d as (delete from tagging.tag_count_deltas returning tag_no, delta),"
                            + " s as (select tag_no, sum(delta) as delta from d group by tag_no)"
                            + " update tagging.tags t set usage_count = t.usage_count + s.delta from s where s.tag_no = t.tag_no");
        }
        progress.accept("the plain way's tags");
        Sql.run(database, PlainSchema.COPY);
        inSlices("the plain way's images", PlainSchema.IMAGES);
        Sql.run(database, PlainSchema.INDEXES);
        progress.accept("vacuum");
        Sql.run(database, "vacuum analyze");
        Sql.run(database, "create table plain.made as select '%s'::text as what".formatted(what()), "checkpoint");
    }

    private boolean isMade() throws SQLException {
        if (Sql.text(database, "select to_regclass('plain.made') is null").equals("t")) {
            return false;
        }
        String made = Sql.text(database, "select what from plain.made");
        if (!made.equals(what())) {
            throw new IllegalStateException("the data directory holds " + made + ", and " + what()
                    + " is asked for; give another one (-Ddata=dir), or delete it to have it made anew");
        }
        return true;
    }

    private String what() {
        List<TaggingSchema.Script> scripts = TaggingSchema.scripts();
        String schema = scripts.get(scripts.size() - 1).checksum().substring(0, 8);
        return "%d images and %d tags on the schema %s".formatted(images, names.size(), schema);
    }

    private void copyImages() throws Exception {
        SampleImage.Maker maker = new SampleImage.Maker(SEED, images, names);
        progress.accept(images + " images");
        copy(
                "tagging.images (tenant_no, image_id, filename, filename_words, owner_id, content_type, width, height, created_at)",
                out -> {
                    for (int number = 1; number <= images; number++) {
                        SampleImage image = maker.image(number);
                        out.row(
                                1,
                                number,
                                image.filename(),
                                SearchWords.ofFilename(image.filename()),
                                image.owner(),
                                image.type(),
                                image.width(),
                                image.height(),
                                createdAt(image));
                    }
                });
        progress.accept("assertions");
        copy("tagging.image_tags (image_no, tag_no, source_no, band, confidence, created_by)", out -> {
            for (int number = 1; number <= images; number++) {
                for (SampleImage.Said said : maker.image(number).tags()) {
                    boolean byPerson = said.source() == 0;
                    out.row(
                            number,
                            said.rank() + 1,
                            said.source(),
                            said.band(),
                            byPerson ? null : said.confidence(),
                            byPerson ? "ann" : null);
                }
            }
        });
    }

    private static String createdAt(SampleImage image) {
        return java.time.Instant.parse("2026-01-01T00:00:00Z")
                .minusSeconds(60L * image.ageInMinutes())
                .toString();
    }

    /** Runs a statement about the numbers from %d to %d over all images, on all cores. */
    private void inSlices(String what, String statement) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(CORES);
        try {
            List<Future<?>> slices = new ArrayList<>();
            for (int first = 1; first <= images; first += SLICE) {
                String sql = statement.formatted(first, first + SLICE - 1);
                slices.add(workers.submit(() -> {
                    Sql.run(database, sql);
                    return true;
                }));
            }
            int done = 0;
            for (Future<?> slice : slices) {
                slice.get();
                done += SLICE;
                if (done % (images / 10) == 0) {
                    progress.accept(what + ": " + done + " images");
                }
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private void copy(String target, Rows rows) throws SQLException, IOException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off");
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + target + " from stdin");
            CopyRows out = new CopyRows(copy);
            rows.write(out);
            out.end();
        }
    }

    @FunctionalInterface
    private interface Rows {
        void write(CopyRows out) throws SQLException;
    }
}
