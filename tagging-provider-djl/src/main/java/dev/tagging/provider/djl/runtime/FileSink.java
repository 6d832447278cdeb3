package dev.tagging.provider.djl.runtime;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the body of a response to a file as it comes. What has been written stays when the rest does not come. */
final class FileSink implements BodySubscriber<@Nullable Void> {

    private final FileChannel channel;
    private final long limit;
    private final LongConsumer progress;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    private volatile @Nullable Subscription subscription;
    private volatile long position;

    /** @param limit what comes after this many bytes is ignored */
    FileSink(FileChannel channel, long limit, LongConsumer progress) {
        this.channel = channel;
        this.limit = limit;
        this.progress = progress;
    }

    /** Where in the file the body belongs; what the file holds from there on is dropped. */
    FileSink startingAt(long offset) {
        position = offset;
        return this;
    }

    /** How many bytes the file has. */
    long position() {
        return position;
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        subscription = newSubscription;
        try {
            if (position > channel.size()) {
                giveUp(new IOException("the server continues at byte " + position + ", there are " + channel.size()));
                return;
            }
            channel.truncate(position);
            channel.position(position);
            newSubscription.request(Long.MAX_VALUE);
        } catch (IOException e) {
            giveUp(new WriteFailedException(e));
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (done.isDone()) {
            return;
        }
        long end = position;
        try {
            for (ByteBuffer buffer : buffers) {
                if (buffer.remaining() > limit - end) {
                    buffer.limit(buffer.position() + (int) (limit - end));
                }
                while (buffer.hasRemaining()) {
                    end += channel.write(buffer);
                    position = end;
                }
            }
        } catch (IOException e) {
            giveUp(new WriteFailedException(e));
            return;
        }
        progress.accept(end);
    }

    @Override
    public void onError(Throwable thrown) {
        done.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }

    private void giveUp(IOException reason) {
        Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
        done.completeExceptionally(reason);
    }

    /** The disk's fault, not the network's. */
    static final class WriteFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        WriteFailedException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
