package dev.tagging.engine;

import dev.tagging.ImageId;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Counts distinct ids and remembers the first {@code listed} of them, in 8 bytes an id: it keeps hashes of 64 bits, of which
 * two are equal by chance once in some ten million catalogues of a million images.
 */
final class ImageIdTally {

    private final int listed;
    private final TreeSet<ImageId> first = new TreeSet<>();
    private long[] hashes = new long[64];
    private int size;

    ImageIdTally(int listed) {
        this.listed = listed;
    }

    void add(ImageId id) {
        first.add(id);
        if (first.size() > listed) {
            first.pollLast();
        }
        if (size == hashes.length) {
            shrink();
            if (size > hashes.length / 2) {
                hashes = Arrays.copyOf(hashes, size * 2);
            }
        }
        hashes[size++] = hash(id.value());
    }

    long count() {
        shrink();
        return size;
    }

    /** In ascending order. */
    List<ImageId> first() {
        return List.copyOf(first);
    }

    /** Drops what is there twice. */
    private void shrink() {
        Arrays.sort(hashes, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (distinct == 0 || hashes[i] != hashes[distinct - 1]) {
                hashes[distinct++] = hashes[i];
            }
        }
        size = distinct;
    }

    /** FNV-1a over the characters, then the finalizer of MurmurHash3, so that every bit depends on every character. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
