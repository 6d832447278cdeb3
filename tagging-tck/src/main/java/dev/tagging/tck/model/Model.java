package dev.tagging.tck.model;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageId;
import dev.tagging.Registration;
import dev.tagging.TagExistsException;
import dev.tagging.TagName;
import dev.tagging.UnknownImageException;
import dev.tagging.UnknownTagException;
import dev.tagging.spi.persistence.JobQueue.Priority;
import dev.tagging.tck.model.Picture.Removal;
import dev.tagging.tck.model.Picture.Said;
import dev.tagging.tck.model.Picture.Source;
import dev.tagging.tck.model.Picture.Voice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules about images and tags, in memory: who said what, what people see of it, and how often each tag is seen. */
final class Model {

    private static final Comparator<Kept> SUREST_FIRST = Comparator.comparing(Kept::band)
            .thenComparing(Kept::confidence, Comparator.nullsLast(Comparator.reverseOrder()));

    private final Map<String, Picture> pictures = new TreeMap<>();
    private final Map<Integer, Label> tags = new TreeMap<>();

    /** In the order in which they first said something. */
    private final List<Source> sources = new ArrayList<>();

    private final Queue queue;
    private int lastPicture;
    private int lastTag;
    private long lastSaid;

    Model() {
        this.queue = new Queue(pictures.values());
    }

    private Model(Model other) {
        other.pictures.forEach((id, picture) -> pictures.put(id, picture.copy()));
        tags.putAll(other.tags);
        sources.addAll(other.sources);
        queue = other.queue.copy(pictures.values());
        lastPicture = other.lastPicture;
        lastTag = other.lastTag;
        lastSaid = other.lastSaid;
    }

    /** A tag of the vocabulary. */
    record Label(int number, String name, @Nullable String category) {}

    /**
     * What people see of a tag on an image.
     *
     * @param number of the assertion behind it
     */
    record Seen(
            long number,
            String name,
            @Nullable String category,
            Source source,
            ConfidenceBand band,
            @Nullable Double confidence) {

        private static final Comparator<Seen> STRONGEST_FIRST = Comparator.<Seen, Boolean>comparing(
                        seen -> !seen.source().isPeople())
                .thenComparing(Seen::band)
                .thenComparing(Seen::confidence, Comparator.nullsLast(Comparator.reverseOrder()));
    }

    /** A tag a model is to say of an image, by the policy. */
    record Kept(String name, String category, ConfidenceBand band, @Nullable Double confidence) {}

    Model copy() {
        return new Model(this);
    }

    Queue queue() {
        return queue;
    }

    Collection<Picture> pictures() {
        return pictures.values();
    }

    Optional<Picture> find(String image) {
        return Optional.ofNullable(pictures.get(image));
    }

    Registration register(String image, String filename, @Nullable String version, Priority priority) {
        Picture known = pictures.get(image);
        if (known == null) {
            Picture created = new Picture(image, ++lastPicture, filename, version);
            pictures.put(image, created);
            Scene.PIPELINES.forEach(pipeline -> queue.enqueue(created, pipeline, priority));
            return Registration.CREATED;
        }
        String before = known.version;
        boolean sameVersion = version == null || version.equals(before);
        boolean unchanged = known.filename.equals(filename) && sameVersion;
        known.filename = filename;
        known.version = version == null ? before : version;
        if (before != null && !sameVersion) {
            Scene.PIPELINES.forEach(pipeline -> queue.enqueue(known, pipeline, priority));
        }
        return unchanged ? Registration.UNCHANGED : Registration.UPDATED;
    }

    boolean renameImage(String image, String filename) {
        Picture picture = require(image);
        boolean changes = !picture.filename.equals(filename);
        picture.filename = filename;
        return changes;
    }

    boolean forget(String image) {
        return pictures.remove(image) != null;
    }

    boolean add(String image, String tag) {
        Picture picture = require(image);
        int number = create(tag, Scene.categoryOf(tag).orElse(null));
        boolean wasRemoved = picture.removals.remove(number) != null;
        Voice voice = new Voice(number, Source.PEOPLE);
        if (!picture.said.containsKey(voice)) {
            picture.said.put(voice, new Said(++lastSaid, ConfidenceBand.HIGH, null));
            return true;
        }
        return wasRemoved;
    }

    boolean remove(String image, String tag, String user) {
        Picture picture = require(image);
        Optional<Label> label = label(tag);
        if (label.isEmpty()
                || !isSaid(picture, label.get().number())
                || picture.removals.containsKey(label.get().number())) {
            return false;
        }
        picture.removals.put(label.get().number(), new Removal(user, queue.now().step()));
        return true;
    }

    boolean restore(String image, String tag) {
        Picture picture = require(image);
        return label(tag)
                .map(label -> picture.removals.remove(label.number()) != null)
                .orElse(false);
    }

    Label getOrCreate(String tag) {
        return Objects.requireNonNull(tags.get(create(tag, Scene.categoryOf(tag).orElse(null))));
    }

    long retract(String model) {
        return pictures.values().stream()
                .mapToLong(picture ->
                        forget(picture, voice -> voice.source().model().equals(model)))
                .sum();
    }

    long renameTag(String from, String to) {
        Label label = requireLabel(from);
        if (!from.equals(to)) {
            if (label(to).isPresent()) {
                throw new TagExistsException(TagName.of(to));
            }
            tags.put(label.number(), new Label(label.number(), to, label.category()));
        }
        return uses(label.number());
    }

    long merge(String from, String into) {
        if (from.equals(into)) {
            throw new IllegalArgumentException("the same");
        }
        int goes = requireLabel(from).number();
        int stays = requireLabel(into).number();
        long images = pictures.values().stream()
                .filter(picture -> isSaid(picture, goes))
                .count();
        pictures.values().forEach(picture -> merge(picture, goes, stays));
        tags.remove(goes);
        return images;
    }

    private static void merge(Picture picture, int goes, int stays) {
        boolean saidOther = isSaid(picture, goes);
        boolean said = isSaid(picture, stays);
        Removal ofOther = picture.removals.remove(goes);
        Removal own = picture.removals.remove(stays);
        boolean bothRemoved = ofOther != null && own != null;
        if (own != null && (bothRemoved || !saidOther)) {
            picture.removals.put(stays, own);
        } else if (ofOther != null && !said) {
            picture.removals.put(stays, ofOther);
        }
        Map<Voice, Said> moving = new HashMap<>(picture.said);
        moving.keySet().removeIf(voice -> voice.tag() != goes);
        picture.said.keySet().removeAll(moving.keySet());
        moving.forEach((voice, words) ->
                picture.said.merge(new Voice(stays, voice.source()), words, (before, added) -> surer(before, added)));
    }

    private static Said surer(Said before, Said added) {
        ConfidenceBand band = before.band().compareTo(added.band()) <= 0 ? before.band() : added.band();
        Double confidence = Stream.of(Optional.ofNullable(before.confidence()), Optional.ofNullable(added.confidence()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new Said(before.number(), band, confidence);
    }

    /** What of an answer is kept: the surest, and shown only as far as there is room. */
    List<Kept> keep(Picture picture, String pipeline, List<Step.Heard> heard) {
        Map<String, Kept> best = new HashMap<>();
        for (Step.Heard one : heard) {
            band(one.confidence())
                    .map(band ->
                            new Kept(one.tag(), Scene.categoryOf(one.tag()).orElse("object"), band, one.confidence()))
                    .ifPresent(kept -> best.merge(one.tag(), kept, (a, b) -> SUREST_FIRST.compare(a, b) <= 0 ? a : b));
        }
        Set<String> shownAnyway = shownWithout(picture, pipeline);
        int room = Scene.MAX_SHOWN_TAGS - shownAnyway.size();
        List<Kept> kept = new ArrayList<>();
        for (Kept next : best.values().stream()
                .sorted(SUREST_FIRST.thenComparing(Kept::name))
                .limit(Scene.MAX_TAGS_OF_PIPELINE)
                .toList()) {
            boolean needsRoom = next.band().isShown() && !shownAnyway.contains(next.name());
            boolean heldBack = needsRoom && room-- <= 0;
            kept.add(heldBack ? new Kept(next.name(), next.category(), ConfidenceBand.LOW, next.confidence()) : next);
        }
        return kept;
    }

    private static Optional<ConfidenceBand> band(@Nullable Double confidence) {
        if (confidence == null) {
            return Optional.of(ConfidenceBand.MEDIUM);
        }
        return confidence >= Scene.HIGH_FROM
                ? Optional.of(ConfidenceBand.HIGH)
                : confidence >= Scene.MEDIUM_FROM
                        ? Optional.of(ConfidenceBand.MEDIUM)
                        : confidence >= Scene.LOW_FROM ? Optional.of(ConfidenceBand.LOW) : Optional.empty();
    }

    /** Makes this all that the pipeline says of the image. What is said as before keeps its date. */
    void say(Picture picture, Source source, List<Kept> kept) {
        if (!kept.isEmpty() && !sources.contains(source)) {
            sources.add(source);
        }
        Map<Voice, Said> before = new HashMap<>(picture.said);
        forget(picture, voice -> voice.source().pipeline().equals(source.pipeline()));
        for (Kept tag : kept) {
            Voice voice = new Voice(create(tag.name(), tag.category()), source);
            Said old = before.get(voice);
            boolean asBefore =
                    old != null && old.band() == tag.band() && Objects.equals(old.confidence(), tag.confidence());
            picture.said.put(voice, asBefore ? old : new Said(++lastSaid, tag.band(), tag.confidence()));
        }
    }

    /** What people see on an image down to a band, in order. */
    List<Seen> seen(Picture picture, ConfidenceBand lowest) {
        Map<Integer, Seen> strongest = new HashMap<>();
        picture.said.forEach((voice, words) -> {
            if (words.band().compareTo(lowest) <= 0 && !picture.removals.containsKey(voice.tag())) {
                Label label = Objects.requireNonNull(tags.get(voice.tag()));
                Seen seen = new Seen(
                        words.number(),
                        label.name(),
                        label.category(),
                        voice.source(),
                        words.band(),
                        words.confidence());
                strongest.merge(voice.tag(), seen, (a, b) -> strongestFirst().compare(a, b) <= 0 ? a : b);
            }
        });
        return strongest.values().stream()
                .sorted(Seen.STRONGEST_FIRST.thenComparing(Seen::name))
                .toList();
    }

    /** Of equals, who spoke first of all. */
    private Comparator<Seen> strongestFirst() {
        return Seen.STRONGEST_FIRST.thenComparing(seen -> sources.indexOf(seen.source()));
    }

    /** All tags by name. */
    List<Label> labels() {
        return tags.values().stream().sorted(Comparator.comparing(Label::name)).toList();
    }

    long uses(int tag) {
        String name = Objects.requireNonNull(tags.get(tag)).name();
        return pictures.values().stream()
                .filter(picture -> seen(picture, ConfidenceBand.MEDIUM).stream()
                        .anyMatch(seen -> seen.name().equals(name)))
                .count();
    }

    /** The names of what people took off an image, last first; of those at the same time in any order. */
    Map<String, Removal> removed(Picture picture) {
        Map<String, Removal> removed = new HashMap<>();
        picture.removals.forEach((tag, removal) ->
                removed.put(Objects.requireNonNull(tags.get(tag)).name(), removal));
        return removed;
    }

    Picture require(String image) {
        return find(image).orElseThrow(() -> new UnknownImageException(ImageId.of(image)));
    }

    private Set<String> shownWithout(Picture picture, String pipeline) {
        Set<String> names = new HashSet<>();
        picture.said.forEach((voice, words) -> {
            if (!voice.source().pipeline().equals(pipeline)
                    && words.band().isShown()
                    && !picture.removals.containsKey(voice.tag())) {
                names.add(Objects.requireNonNull(tags.get(voice.tag())).name());
            }
        });
        return names;
    }

    private static boolean isSaid(Picture picture, int tag) {
        return picture.said.keySet().stream().anyMatch(voice -> voice.tag() == tag);
    }

    private static long forget(Picture picture, Predicate<Voice> who) {
        List<Voice> voices = picture.said.keySet().stream().filter(who).toList();
        voices.forEach(picture.said::remove);
        return voices.size();
    }

    private Optional<Label> label(String name) {
        return tags.values().stream().filter(label -> label.name().equals(name)).findFirst();
    }

    private Label requireLabel(String name) {
        return label(name).orElseThrow(() -> new UnknownTagException(TagName.of(name)));
    }

    private int create(String name, @Nullable String category) {
        return label(name)
                .orElseGet(() -> {
                    Label created = new Label(++lastTag, name, category);
                    tags.put(created.number(), created);
                    return created;
                })
                .number();
    }
}
