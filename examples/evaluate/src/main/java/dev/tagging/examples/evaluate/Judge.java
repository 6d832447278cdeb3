package dev.tagging.examples.evaluate;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.examples.evaluate.Truth.Item;
import dev.tagging.examples.evaluate.Truth.Photo;
import dev.tagging.image.ImageContent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares tags with what was written down. A tag is right for an item when
 *
 * <ul>
 *   <li>it is one of the item's words, or another word for it, or what it is a kind of: {@code bird} for {@code parrot};
 *   <li>it is a kind of it: {@code golden retriever} for {@code dog};
 *   <li>it is right for a part of it: {@code grass} for {@code grass field};
 *   <li>it follows from one of these: {@code sea} from {@code beach}.
 * </ul>
 *
 * The shape of a photo is judged by its size. An attribute that was written down for no photo at all was not looked for, and is
 * not judged: nobody has checked every photo for {@code high contrast}.
 */
final class Judge {

    private static final double SQUARE = 1.05;

    private final WordRelations relations;
    private final Set<String> attributesLookedFor = new HashSet<>();

    Judge(WordRelations relations, Truth truth) {
        this.relations = relations;
        truth.wordsOf(TagCategory.ATTRIBUTE)
                .forEach(word -> attributesLookedFor.addAll(relations.consequencesOf(word)));
    }

    Verdict verdict(TagName tag, TagCategory category, Photo photo, ImageContent image) {
        if (photo.items().stream().anyMatch(item -> isRight(tag, item)) || isShape(tag, image)) {
            return Verdict.RIGHT;
        }
        boolean lookedFor =
                !category.equals(TagCategory.ATTRIBUTE) || attributesLookedFor.contains(Words.normal(tag.value()));
        return lookedFor ? Verdict.WRONG : Verdict.NOT_JUDGED;
    }

    /** Whether the tag says this of the photo, in whatever words. */
    boolean isRight(TagName tag, Item item) {
        String word = Words.normal(tag.value());
        Set<String> kindOf = relations.generalsOf(word);
        return item.words().stream().anyMatch(truth -> kindOf.contains(truth) || follows(word, truth));
    }

    private boolean follows(String word, String truth) {
        List<String> parts = Words.parts(truth);
        return parts.stream().anyMatch(part -> relations.consequencesOf(part).contains(word));
    }

    /** Portrait, landscape, square: facts that the size of the photo decides. */
    private static boolean isShape(TagName tag, ImageContent image) {
        int width = image.orientedWidth();
        int height = image.orientedHeight();
        double ratio = (double) Math.max(width, height) / Math.min(width, height);
        return switch (tag.value()) {
            case "landscape" -> width > height;
            case "portrait" -> height > width;
            case "square" -> ratio < SQUARE;
            case "panorama" -> ratio >= 2;
            default -> false;
        };
    }
}
