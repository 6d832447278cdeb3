package dev.tagging;

/** The services of one tenant. All are thread-safe and cheap to get. */
public interface TaggingServices {

    TagService tags();

    SearchService search();

    AiTaggingService ai();

    ImageCatalog catalog();
}
