package dev.tagging.benchmarks.chaos;

import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.NewImage;
import dev.tagging.TagName;
import dev.tagging.Tagging;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.UserId;
import dev.tagging.benchmarks.chaos.Deed.Kind;
import dev.tagging.benchmarks.chaos.Deed.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Somebody who uploads images, tags them, takes tags off and puts them back, and asks for images to be tagged again, one after
 * the other, while the workers are at it. Answers with what they did and were told. Images are each somebody's own, so that
 * what was done to one has an order.
 */
final class Person implements Callable<List<Deed>> {

    private static final List<String> OWN_WORDS =
            List.of("archive", "best of", "birthday", "family", "to print", "trip", "unsorted");

    /** What people talk about: words of their own, and the provider's too. */
    private static final List<String> WORDS =
            Stream.concat(OWN_WORDS.stream(), SlowProvider.VOCABULARY.stream()).toList();

    /** Every third deed is about one of these. */
    private static final int FAVOURITES = 8;

    private final Tagging tagging;
    private final Server server;
    private final Settings settings;
    private final int place;
    private final Random random;
    private final List<Deed> deeds = new ArrayList<>();
    private int uploaded;

    /** @param place of this person among all, from 0 */
    Person(Tagging tagging, Server server, Settings settings, int place) {
        this.tagging = tagging;
        this.server = server;
        this.settings = settings;
        this.place = place;
        this.random = new Random((settings.seed() * settings.people() + place) ^ 0x5deece66dL);
        this.uploaded = own(settings.uploadedBefore());
    }

    static NewImage image(int number) {
        return NewImage.of("img-" + number, "holiday_" + number + ".png").ownedBy("ann");
    }

    @Override
    public List<Deed> call() throws InterruptedException {
        int all = own(settings.images());
        int others = all / 2;
        while (uploaded < all || others > 0) {
            if (random.nextInt(all - uploaded + others) < all - uploaded) {
                upload();
            } else {
                tagSomething();
                others--;
            }
            rest();
        }
        return List.copyOf(deeds);
    }

    /** How many of the first {@code images} are this person's. */
    private int own(int images) {
        return (images - place + settings.people() - 1) / settings.people();
    }

    private NewImage ownImage(int number) {
        return image(number * settings.people() + place);
    }

    /** Whoever is told that an upload has failed uploads again. */
    private void upload() throws InterruptedException {
        NewImage image = ownImage(uploaded);
        while (note(Kind.UPLOAD, image.id(), "", user -> tagging.catalog().register(image) != null) == Told.FAILED) {
            rest();
        }
        uploaded++;
    }

    private void tagSomething() throws InterruptedException {
        boolean favourite = random.nextInt(3) == 0;
        ImageId image = ownImage(random.nextInt(favourite ? Math.min(FAVOURITES, uploaded) : uploaded))
                .id();
        String word = WORDS.get(random.nextInt(WORDS.size()));
        int choice = random.nextInt(100);
        if (choice < 40) {
            note(Kind.ADD, image, word, user -> tagging.tags().add(image, word, user));
        } else if (choice < 65) {
            TagName seen = seenOn(image, word);
            note(Kind.REMOVE, image, seen.value(), user -> tagging.tags().remove(image, seen, user));
        } else if (choice < 80) {
            note(Kind.RESTORE, image, word, user -> tagging.tags().restore(image, TagName.of(word), user));
        } else {
            request(image);
            rest(); // and then cannot wait for it: a worker has begun by now
            request(image);
        }
    }

    private void request(ImageId image) {
        note(Kind.REQUEST, image, "", user -> {
            tagging.ai().request(image);
            return true;
        });
    }

    /** One of the tags a person sees on the image, where there is one. */
    private TagName seenOn(ImageId image, String otherwise) {
        int choice = random.nextInt(100);
        try {
            List<ImageTag> seen = tagging.tags().tagsOf(image);
            return seen.isEmpty()
                    ? TagName.of(otherwise)
                    : seen.get(choice % seen.size()).name();
        } catch (TaggingPersistenceException e) {
            return TagName.of(otherwise);
        }
    }

    private Told note(Kind kind, ImageId image, String tag, Act act) {
        int number = deeds.size() * settings.people() + place;
        long begun = Journal.micros();
        int changes = server.changes();
        Told told;
        try {
            told = act.done(UserId.of(Deed.user(number))) ? Told.CHANGED : Told.UNCHANGED;
        } catch (TaggingPersistenceException e) {
            told = Told.FAILED;
        }
        boolean disturbed = changes % 2 == 1 || changes != server.changes();
        deeds.add(new Deed(number, kind, image.value(), tag, told, disturbed, begun));
        return told;
    }

    private void rest() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(
                random.nextInt((int) Math.max(2, settings.delay().toMillis())));
    }

    /** Answers whether anything changed. */
    @FunctionalInterface
    private interface Act {
        boolean done(UserId user);
    }
}
