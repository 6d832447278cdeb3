package dev.tagging.examples.evaluate;

import dev.tagging.TagCategory;
import dev.tagging.examples.evaluate.PhotoResult.JudgedTag;
import dev.tagging.examples.evaluate.Truth.Item;
import java.util.List;
import java.util.function.Predicate;

/**
 * How good the shown tags are. Precision is the share of them that is right, not judged ones aside; recall the share of what was
 * written down that at least one of them says; F1 their harmonic mean. NaN where there was nothing to divide by.
 *
 * @param shown judged tags that people would see
 * @param right how many of them are right
 * @param items things that were written down
 * @param found how many of them a shown tag says
 */
record Score(int shown, int right, int items, int found) {

    static Score of(CandidateResult result, Judge judge) {
        return of(result, judge, category -> true);
    }

    /** Only tags, and only things, of some categories. */
    static Score of(CandidateResult result, Judge judge, Predicate<TagCategory> categories) {
        int shown = 0;
        int right = 0;
        int items = 0;
        int found = 0;
        for (PhotoResult photo : result.photos()) {
            List<JudgedTag> tags = photo.shown();
            for (JudgedTag tag : tags) {
                if (categories.test(tag.category()) && tag.verdict() != Verdict.NOT_JUDGED) {
                    shown++;
                    right += tag.verdict() == Verdict.RIGHT ? 1 : 0;
                }
            }
            for (Item item : photo.photo().items()) {
                if (categories.test(item.category())) {
                    items++;
                    found += isSaid(item, tags, judge) ? 1 : 0;
                }
            }
        }
        return new Score(shown, right, items, found);
    }

    /** Of how many photos with an object the first one, which is the main one, was found. */
    static Score mainObjects(CandidateResult result, Judge judge) {
        int items = 0;
        int found = 0;
        for (PhotoResult photo : result.photos()) {
            if (photo.photo().mainObject().isPresent()) {
                items++;
                found += isSaid(photo.photo().mainObject().get(), photo.shown(), judge) ? 1 : 0;
            }
        }
        return new Score(0, 0, items, found);
    }

    static boolean isSaid(Item item, List<JudgedTag> tags, Judge judge) {
        return tags.stream().anyMatch(tag -> judge.isRight(tag.name(), item));
    }

    double precision() {
        return shown == 0 ? Double.NaN : (double) right / shown;
    }

    double recall() {
        return items == 0 ? Double.NaN : (double) found / items;
    }

    double f1() {
        double sum = precision() + recall();
        return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }
}
