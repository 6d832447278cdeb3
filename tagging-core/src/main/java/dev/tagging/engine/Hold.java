package dev.tagging.engine;

/** Some places of {@link Slots}, given back when the last of those who hold them lets go. */
final class Hold {

    private final Slots slots;
    private final int places;
    private int holders = 1;

    Hold(Slots slots, int places) {
        this.slots = slots;
        this.places = places;
    }

    synchronized void share() {
        holders++;
    }

    void letGo() {
        boolean last;
        synchronized (this) {
            last = --holders == 0;
        }
        if (last) {
            slots.give(places);
        }
    }
}
