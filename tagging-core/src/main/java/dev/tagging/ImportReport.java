package dev.tagging;

/** How far an import has come: images created, updated, and known before. */
public record ImportReport(long created, long updated, long unchanged) {

    public long total() {
        return created + updated + unchanged;
    }
}
