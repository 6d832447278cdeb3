package dev.tagging.provider.djl.runtime;

import dev.tagging.provider.djl.runtime.HubModel.HubFile;
import dev.tagging.spi.AiProviderException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the files of a model from a hub into the cache, once. Speaks the HTTP API of the Hugging Face Hub: the tree of a
 * revision says sizes and hashes, {@code resolve} gives the bytes, from wherever it redirects to.
 *
 * <p>A file is there or not, never half: bytes collect in {@code <file>.part} and move to their name when they hash to what
 * the hub or the caller says. What broke off is continued, by the next attempt of this process or of a later one. Of several
 * processes that want the same model one downloads and the others wait. Once a model is complete nothing is asked any more.
 *
 * <p>Proxies are those of the JVM ({@code https.proxyHost}, …), else those of the environment ({@code HTTPS_PROXY}, …).
 */
public final class ModelDownload {

    private static final Logger log = LoggerFactory.getLogger(ModelDownload.class);

    private static final URI HUGGING_FACE = URI.create("https://huggingface.co");

    /** Longest silence of a server in the middle of a file. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI hub;
    private final Path cache;
    private final boolean offline;
    private final DownloadListener listener;
    private final Duration patience;

    private ModelDownload(Builder values) {
        String text = values.hub.toString();
        this.hub = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        this.cache = values.cache;
        this.offline = values.offline;
        this.listener = values.listener;
        this.patience = values.patience;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * A download as a provider's settings want it: {@code cache} (directory, see {@link ModelCache}), {@code hub} (base URL;
     * else the environment variable {@code HF_ENDPOINT}, else Hugging Face) and {@code offline} (else whether
     * {@code TAGGING_OFFLINE} or {@code HF_HUB_OFFLINE} is {@code true} or {@code 1}, else false).
     *
     * @throws Misconfigured when a setting has no meaning
     */
    public static Builder from(ProviderSettings settings) {
        return builder()
                .cache(ModelCache.directory(settings.text("cache")))
                .hub(settings.text("hub").map(ModelDownload::hubOf).orElseGet(ModelDownload::defaultHub))
                .offline(settings.flag("offline", isOfflineByDefault(System.getenv())));
    }

    /**
     * The directory with all files of {@code model}, downloaded first where needed. Blocks; may be called by several threads
     * and processes.
     *
     * @param cancelled asked several times a second; when true the download stops, to be continued by the next call
     * @throws Transient when the network, the hub or another process failed in a way that may pass, or it was cancelled
     * @throws AiProviderException.RateLimited when the hub asks to come back later
     * @throws Misconfigured when it will not get better by itself (offline, no such file, disk full), with the manual steps
     */
    public ModelDirectory fetch(HubModel model, BooleanSupplier cancelled) {
        Optional<ModelDirectory> cached = cached(model);
        if (cached.isPresent()) {
            return cached.get();
        }
        if (offline) {
            throw new Misconfigured("model " + model.repository() + " is not in the cache " + cache
                    + " and downloads are switched off. " + manualSteps(model));
        }
        Path repository = repositoryDirectory(model);
        try {
            Files.createDirectories(repository);
            return DirectoryLock.holding(
                    repository, cancelled, () -> cached(model).orElseGet(() -> download(model, cancelled)));
        } catch (IOException e) {
            throw new Misconfigured(
                    "cannot use the model cache " + repository + ": " + e + ". " + manualSteps(model), e);
        }
    }

    /** The directory with all files of {@code model} when they are complete. Asks no network. */
    public Optional<ModelDirectory> cached(HubModel model) {
        return pinned(model)
                .map(pinned -> CompletedFiles.in(snapshotDirectory(pinned)))
                .filter(completed -> completed.containsAll(model.files()))
                .map(completed -> new ModelDirectory(completed.directory()));
    }

    private ModelDirectory download(HubModel model, BooleanSupplier cancelled) {
        HubClient client = new HubClient(hub, patience);
        try {
            HubModel pinned = pinned(model).orElseGet(() -> pin(model, client));
            Path directory = snapshotDirectory(pinned);
            List<RemoteFile> files = wanted(pinned, client.tree(pinned.repository(), pinned.revision()));
            new SnapshotDownload(client, pinned, files, directory, listener, cancelled).run();
            return new ModelDirectory(directory);
        } catch (Transient e) {
            throw new Transient(e.getMessage() + ". The next attempt continues. " + manualSteps(model), e);
        } catch (Misconfigured e) {
            throw new Misconfigured(e.getMessage() + ". " + manualSteps(model), e);
        }
    }

    private static List<RemoteFile> wanted(HubModel model, Map<String, RemoteFile> tree) {
        List<RemoteFile> wanted = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (HubFile file : model.files()) {
            RemoteFile remote = tree.get(file.path());
            if (remote == null) {
                missing.add(file.path());
            } else {
                wanted.add(remote.expecting(file.sha256()));
            }
        }
        if (!missing.isEmpty()) {
            throw new Misconfigured(
                    "model " + model.repository() + " at revision " + model.revision() + " has no " + missing);
        }
        return wanted;
    }

    private Optional<HubModel> pinned(HubModel model) {
        return model.isPinned()
                ? Optional.of(model)
                : References.read(referenceFile(model)).map(model::at);
    }

    private HubModel pin(HubModel model, HubClient client) {
        String commit = client.commit(model.repository(), model.revision());
        References.write(referenceFile(model), commit);
        log.info("Pinned {} {} to commit {}", model.repository(), model.revision(), commit);
        return model.at(commit);
    }

    private Path repositoryDirectory(HubModel model) {
        return cache.resolve(model.repository().replace("/", "--"));
    }

    private Path snapshotDirectory(HubModel pinned) {
        return repositoryDirectory(pinned).resolve(pinned.revision());
    }

    private Path referenceFile(HubModel model) {
        return repositoryDirectory(model)
                .resolve("refs")
                .resolve(model.revision().replace("/", "--"));
    }

    private String manualSteps(HubModel model) {
        return "By hand: download "
                + model.files().stream().map(HubFile::path).collect(Collectors.joining(", "))
                + " from " + hub + "/" + model.repository() + "/tree/" + model.revision()
                + " into one directory, keeping sub-directories, and name it with the provider's setting 'model'.";
    }

    private static URI hubOf(String text) {
        try {
            URI uri = URI.create(text.strip());
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("the hub's address '" + text + "' is no URL", e);
        }
        throw new Misconfigured("the hub's address '" + text + "' does not begin with http:// or https://");
    }

    private static URI defaultHub() {
        String endpoint = System.getenv("HF_ENDPOINT");
        return endpoint == null || endpoint.isBlank() ? HUGGING_FACE : hubOf(endpoint);
    }

    private static boolean isOfflineByDefault(Map<String, String> environment) {
        return List.of("TAGGING_OFFLINE", "HF_HUB_OFFLINE").stream()
                .map(name -> environment.getOrDefault(name, ""))
                .anyMatch(value -> value.equals("1") || value.equalsIgnoreCase("true"));
    }

    /** How to download. Everything has a default. */
    public static final class Builder {
        private URI hub = HUGGING_FACE;
        private Path cache = ModelCache.directory(Optional.empty());
        private boolean offline;
        private DownloadListener listener = (model, file, bytes, total) -> {};
        private Duration patience = PATIENCE;

        private Builder() {}

        /** Base URL of the hub; Hugging Face unless set. */
        public Builder hub(URI baseUrl) {
            hub = baseUrl;
            return this;
        }

        /** Where models are kept; {@link ModelCache#directory} unless set. */
        public Builder cache(Path directory) {
            cache = directory;
            return this;
        }

        /** Whether to use only what is there; false unless set. */
        public Builder offline(boolean onlyCache) {
            offline = onlyCache;
            return this;
        }

        /** Who hears of the progress, beside the log; nobody unless set. */
        public Builder listener(DownloadListener newListener) {
            listener = newListener;
            return this;
        }

        /** After how long without a byte the connection is given up; a minute unless set. */
        public Builder patience(Duration longestSilence) {
            patience = longestSilence;
            return this;
        }

        public ModelDownload build() {
            return new ModelDownload(this);
        }
    }
}
