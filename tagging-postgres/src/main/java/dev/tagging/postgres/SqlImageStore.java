package dev.tagging.postgres;

import static dev.tagging.postgres.SqlRows.integers;
import static dev.tagging.postgres.SqlRows.texts;

import dev.tagging.Image;
import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.Registration;
import dev.tagging.TenantId;
import dev.tagging.spi.persistence.ImageStore;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tenants and images. */
final class SqlImageStore implements ImageStore {

    private static final String FIND_TENANT = "select tenant_no from tagging.tenants where tenant_id = ?";

    private static final String INSERT_TENANT =
            "insert into tagging.tenants (tenant_id) values (?) on conflict do nothing";

    private static final String BY_NUMBER =
            """
            select %s, i.tenant_no, t.tenant_id
            from tagging.images i
            join tagging.tenants t on t.tenant_no = i.tenant_no
            where i.image_no = any ((select cast(? as int[]))::int[])
            """
                    .formatted(SqlRows.IMAGE_COLUMNS);

    private static final String FIND =
            "select %s from tagging.images i where i.tenant_no = ? and i.image_id = any ((select cast(? as text[]))::text[])"
                    .formatted(SqlRows.IMAGE_COLUMNS);

    private static final String LOCK =
            """
            select i.image_no, i.image_id
            from tagging.images i
            where i.tenant_no = ? and i.image_id = any ((select cast(? as text[]))::text[])
            order by i.image_no
            for no key update
            """;

    private static final String LOCK_NUMBERS =
            "select image_no from tagging.images where image_no = any ((select cast(? as int[]))::int[]) order by image_no for no key update";

    private static final String FIND_FOR_UPDATE =
            """
            select %s
            from tagging.images i
            where i.tenant_no = ? and i.image_id = any ((select cast(? as text[]))::text[])
            order by i.image_no
            for no key update
            """
                    .formatted(SqlRows.IMAGE_COLUMNS);

    /** Sorted by id, so that two transactions that register the same new images wait in line and not in a circle. */
    private static final String INSERT =
            """
            insert into tagging.images (tenant_no, image_id, filename, filename_words, owner_id, content_type,
                                        content_version, width, height, created_at)
            select ?, d.image_id, d.filename, d.filename_words, d.owner_id, d.content_type, d.content_version, d.width,
                   d.height, coalesce(d.created_at, clock_timestamp())
            from unnest(?, ?, ?, ?, ?, ?, cast(? as int[]), cast(? as int[]), cast(? as timestamptz[]))
                     with ordinality as d(image_id, filename, filename_words, owner_id, content_type, content_version,
                                          width, height, created_at, nr)
            order by d.image_id
            on conflict (tenant_no, image_id) do nothing
            returning image_no, image_id
            """;

    private static final String UPDATE =
            """
            update tagging.images
            set filename = ?, filename_words = ?, owner_id = ?, content_type = ?, content_version = ?, width = ?,
                height = ?, created_at = ?
            where image_no = ?
            """;

    private static final String RESIZE = "update tagging.images set width = ?, height = ? where image_no = ?";

    private static final String RENAME =
            "update tagging.images set filename = ?, filename_words = ? where image_no = ? and filename <> ?";

    private static final String REMOVE =
            """
            with doomed as (
                select image_no from tagging.images
                where tenant_no = ? and image_id = any (?)
                order by image_no
                for update
            )
            delete from tagging.images i using doomed d where i.image_no = d.image_no
            """;

    private static final String IDS_AFTER =
            """
            select image_no, image_id from tagging.images
            where tenant_no = ? and image_no > ?
            order by image_no
            limit ?
            """;

    private static final String LAST_NUMBER =
            "select coalesce(max(image_no), 0) from tagging.image_search where tenant_no = ?";

    private final SqlExecutor sql;

    SqlImageStore(SqlExecutor sql) {
        this.sql = sql;
    }

    @Override
    public int tenantNumber(TenantId tenant) {
        List<Integer> found = sql.query(FIND_TENANT, row -> row.getInt(1), tenant.value());
        if (found.isEmpty()) {
            sql.update(INSERT_TENANT, tenant.value());
            found = sql.query(FIND_TENANT, row -> row.getInt(1), tenant.value());
        }
        return found.get(0);
    }

    @Override
    public Map<Integer, Owned> byNumber(Collection<Integer> imageNumbers) {
        Map<Integer, Owned> result = new HashMap<>();
        sql.query(
                        BY_NUMBER,
                        row -> Map.entry(
                                row.getInt("image_no"),
                                new Owned(
                                        row.getInt("tenant_no"),
                                        TenantId.of(row.getString("tenant_id")),
                                        SqlRows.image(row))),
                        (Object) integers(imageNumbers))
                .forEach(entry -> result.put(entry.getKey(), entry.getValue()));
        return result;
    }

    @Override
    public List<Stored> find(int tenant, Collection<ImageId> images) {
        return sql.query(FIND, row -> new Stored(row.getInt("image_no"), SqlRows.image(row)), tenant, texts(images));
    }

    @Override
    public Map<ImageId, Integer> lock(int tenant, Collection<ImageId> images) {
        Map<ImageId, Integer> result = new LinkedHashMap<>();
        sql.query(LOCK, row -> new Numbered(row.getInt(1), ImageId.of(row.getString(2))), tenant, texts(images))
                .forEach(image -> result.put(image.id(), image.number()));
        return result;
    }

    @Override
    public List<Integer> lockNumbers(Collection<Integer> imageNumbers) {
        return sql.query(LOCK_NUMBERS, row -> row.getInt(1), (Object) integers(imageNumbers));
    }

    @Override
    public List<Registered> register(int tenant, List<Draft> drafts) {
        Map<ImageId, Stored> known = new HashMap<>(lockStored(tenant, drafts));
        Map<ImageId, Integer> created = new HashMap<>();
        List<Draft> missing = without(known.keySet(), drafts);
        // again and again, as others may register and remove an image between any two looks at it
        while (!missing.isEmpty()) {
            created.putAll(insert(tenant, missing));
            missing = without(created.keySet(), missing);
            known.putAll(lockStored(tenant, missing));
            missing = without(known.keySet(), missing);
        }

        List<Registered> result = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            Integer number = created.get(draft.image().id());
            if (number != null) {
                result.add(new Registered(number, Registration.CREATED, null));
            } else {
                Stored stored = Objects.requireNonNull(known.get(draft.image().id()));
                result.add(new Registered(
                        stored.number(), update(stored, draft), stored.image().contentVersion()));
            }
        }
        return result;
    }

    private static List<Draft> without(Set<ImageId> known, List<Draft> drafts) {
        return drafts.stream()
                .filter(draft -> !known.contains(draft.image().id()))
                .toList();
    }

    private Map<ImageId, Stored> lockStored(int tenant, List<Draft> drafts) {
        Map<ImageId, Stored> result = new HashMap<>();
        if (!drafts.isEmpty()) {
            Set<ImageId> ids = new HashSet<>();
            drafts.forEach(draft -> ids.add(draft.image().id()));
            sql.query(
                            FIND_FOR_UPDATE,
                            row -> new Stored(row.getInt("image_no"), SqlRows.image(row)),
                            tenant,
                            texts(ids))
                    .forEach(stored -> result.put(stored.image().id(), stored));
        }
        return result;
    }

    private Map<ImageId, Integer> insert(int tenant, List<Draft> drafts) {
        Map<ImageId, Integer> result = new HashMap<>();
        if (drafts.isEmpty()) {
            return result;
        }
        List<NewImage> images = drafts.stream().map(Draft::image).toList();
        sql.query(
                        INSERT,
                        row -> new Numbered(row.getInt(1), ImageId.of(row.getString(2))),
                        tenant,
                        images.stream().map(image -> image.id().value()).toArray(String[]::new),
                        images.stream().map(NewImage::filename).toArray(String[]::new),
                        drafts.stream().map(Draft::filenameWords).toArray(String[]::new),
                        images.stream().map(image -> text(image.owner())).toArray(String[]::new),
                        images.stream().map(NewImage::contentType).toArray(String[]::new),
                        images.stream().map(NewImage::contentVersion).toArray(String[]::new),
                        images.stream().map(NewImage::width).toArray(Integer[]::new),
                        images.stream().map(NewImage::height).toArray(Integer[]::new),
                        images.stream().map(image -> text(image.createdAt())).toArray(String[]::new))
                .forEach(image -> result.put(image.id(), image.number()));
        return result;
    }

    private Registration update(Stored stored, Draft draft) {
        NewImage wanted = draft.image();
        Image now = stored.image();
        String known = now.contentVersion();
        boolean otherBytes = known != null && wanted.contentVersion() != null && !known.equals(wanted.contentVersion());
        Image then = new Image(
                now.id(),
                wanted.filename(),
                wanted.owner() == null ? now.owner() : wanted.owner(),
                wanted.contentType() == null ? now.contentType() : wanted.contentType(),
                wanted.width() == null && !otherBytes ? now.width() : wanted.width(),
                wanted.height() == null && !otherBytes ? now.height() : wanted.height(),
                wanted.contentVersion() == null ? now.contentVersion() : wanted.contentVersion(),
                wanted.createdAt() == null
                        ? now.createdAt()
                        : wanted.createdAt().truncatedTo(ChronoUnit.MICROS));
        if (then.equals(now)) {
            return Registration.UNCHANGED;
        }
        sql.update(
                UPDATE,
                then.filename(),
                draft.filenameWords(),
                text(then.owner()),
                then.contentType(),
                then.contentVersion(),
                then.width(),
                then.height(),
                then.createdAt(),
                stored.number());
        return Registration.UPDATED;
    }

    @Override
    public void resize(int imageNumber, int width, int height) {
        sql.update(RESIZE, width, height, imageNumber);
    }

    @Override
    public boolean rename(int imageNumber, String filename, String filenameWords) {
        return sql.update(RENAME, filename, filenameWords, imageNumber, filename) > 0;
    }

    @Override
    public int remove(int tenant, Collection<ImageId> images) {
        return sql.update(REMOVE, tenant, texts(images));
    }

    @Override
    public List<Numbered> idsAfter(int tenant, int after, int limit) {
        return sql.query(
                IDS_AFTER, row -> new Numbered(row.getInt(1), ImageId.of(row.getString(2))), tenant, after, limit);
    }

    @Override
    public int lastNumber(int tenant) {
        return sql.query(LAST_NUMBER, row -> row.getInt(1), tenant).get(0);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
