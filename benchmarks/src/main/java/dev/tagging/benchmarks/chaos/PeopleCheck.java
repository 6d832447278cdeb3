package dev.tagging.benchmarks.chaos;

import static java.util.stream.Collectors.groupingBy;

import dev.tagging.benchmarks.chaos.Deed.Standing;
import dev.tagging.benchmarks.chaos.Evidence.Assertion;
import dev.tagging.benchmarks.chaos.Evidence.Removal;
import dev.tagging.benchmarks.chaos.Evidence.Shown;
import dev.tagging.benchmarks.chaos.Evidence.Stored;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people were told has happened, has happened, once; and nothing a model says stands against it. */
final class PeopleCheck {

    private final Evidence evidence;
    private final Stored database;
    private final List<Violation> found;

    PeopleCheck(Evidence evidence, List<Violation> found) {
        this.evidence = evidence;
        this.database = evidence.database();
        this.found = found;
    }

    void run() {
        everyDeedTookEffectOnce();
        Map<Place, Standing> standings = standings();
        everyTagStandsWhereDeedsLeftIt(standings);
        peopleSeeWhatStands(standings);
    }

    private void everyDeedTookEffectOnce() {
        Map<String, Integer> strangers = new HashMap<>(database.feedback());
        for (Deed deed : evidence.deeds()) {
            Integer entries = strangers.remove(Deed.user(deed.number()));
            if (deed.kind().isAboutTag() && !deed.allowsEntries(entries == null ? 0 : entries)) {
                add(
                        entries == null ? Violation.Kind.LOST : Violation.Kind.DOUBLED,
                        deed + " has " + entries + " entries in the history");
            }
        }
        strangers.forEach((user, entries) -> add(Violation.Kind.DOUBLED, user + " did nothing that is known"));
    }

    private Map<Place, Standing> standings() {
        Map<Place, Standing> standings = new HashMap<>();
        Set<Place> said = new HashSet<>();
        for (Assertion assertion : database.assertions()) {
            Place place = new Place(assertion.image(), assertion.tag());
            if (assertion.model() == null) {
                said.add(place);
                standings.put(place, Standing.SAID);
            }
        }
        for (Removal removal : database.removals()) {
            Place place = new Place(removal.image(), removal.tag());
            standings.put(place, Standing.of(said.contains(place), true));
        }
        return standings;
    }

    private void everyTagStandsWhereDeedsLeftIt(Map<Place, Standing> standings) {
        Map<Place, Set<Standing>> allowed = new LinkedHashMap<>();
        for (Deed deed : evidence.deeds()) {
            if (deed.kind().isAboutTag()) {
                Place place = new Place(deed.image(), deed.tag());
                Set<Standing> before = allowed.getOrDefault(place, EnumSet.of(Standing.NOTHING));
                Set<Standing> after = deed.after(before);
                if (after.isEmpty()) {
                    add(Violation.Kind.LOST, deed + " cannot be, where before it was one of " + before);
                    after = EnumSet.allOf(Standing.class);
                }
                allowed.put(place, after);
            }
        }
        allowed.forEach((place, expected) -> {
            Standing standing = standings.getOrDefault(place, Standing.NOTHING);
            if (!expected.contains(standing)) {
                add(Violation.Kind.LOST, "%s is %s, not one of %s".formatted(place, standing, expected));
            }
        });
        standings.forEach((place, standing) -> {
            if (!allowed.containsKey(place)) {
                add(Violation.Kind.DOUBLED, place + " is " + standing + ", and nobody did that");
            }
        });
    }

    private void peopleSeeWhatStands(Map<Place, Standing> standings) {
        Map<Place, Boolean> expected = new HashMap<>();
        for (Assertion assertion : database.assertions()) {
            Place place = new Place(assertion.image(), assertion.tag());
            if (assertion.isShown() && !standings.getOrDefault(place, Standing.NOTHING).removed) {
                expected.merge(place, assertion.model() == null, Boolean::logicalOr);
            }
        }
        database.shown().stream()
                .collect(groupingBy(shown -> new Place(shown.image(), shown.tag())))
                .forEach((place, shown) -> {
                    if (shown.size() > 1) {
                        add(Violation.Kind.DOUBLED, place + " is shown " + shown.size() + " times");
                    }
                    isExpected(place, shown.get(0), expected.remove(place));
                });
        expected.keySet().forEach(place -> add(Violation.Kind.LOST, place + " stands, but is not shown"));
    }

    private void isExpected(Place place, Shown shown, @Nullable Boolean byPerson) {
        if (byPerson == null) {
            add(Violation.Kind.DOUBLED, place + " is shown, though it was removed or nobody says so");
        } else if (byPerson != shown.byPerson()) {
            add(Violation.Kind.LOST, place + " is shown as if " + (byPerson ? "no " : "a ") + "person had said so");
        }
    }

    private void add(Violation.Kind kind, String what) {
        found.add(new Violation(kind, what));
    }

    private record Place(String image, String tag) {
        @Override
        public String toString() {
            return "'" + tag + "' on " + image;
        }
    }
}
