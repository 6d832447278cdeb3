package dev.tagging.image;

import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/** Parts of a file as one stream for decoders: no copy in memory, none on disk, and a known length. */
final class PartsInputStream extends ImageInputStreamImpl {

    private final List<Bytes> parts;
    private final long length;
    private int part;
    private long partStart;

    PartsInputStream(List<Bytes> parts) {
        this.parts = List.copyOf(parts);
        this.length = this.parts.stream().mapToLong(Bytes::length).sum();
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= length) {
            return -1;
        }
        find();
        return parts.get(part).u8(streamPos++ - partStart);
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        bitOffset = 0;
        if (count == 0) {
            return 0;
        }
        if (streamPos >= length) {
            return -1;
        }
        find();
        Bytes current = parts.get(part);
        int at = (int) (streamPos - partStart);
        int copied = Math.min(count, current.length() - at);
        current.copy(at, target, offset, copied);
        streamPos += copied;
        return copied;
    }

    @Override
    public long length() {
        return length;
    }

    /** Moves to the part that holds the position; decoders read on or step back a little, so this is short. */
    private void find() {
        while (streamPos < partStart) {
            part--;
            partStart -= parts.get(part).length();
        }
        while (streamPos >= partStart + parts.get(part).length()) {
            partStart += parts.get(part).length();
            part++;
        }
    }
}
