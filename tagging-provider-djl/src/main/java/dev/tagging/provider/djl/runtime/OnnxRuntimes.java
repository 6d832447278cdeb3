package dev.tagging.provider.djl.runtime;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one ONNX Runtime of this JVM. There can be only one environment in a process, and who makes it first decides how; DJL's
 * engine insists on making it. So every module comes here and none calls {@link OrtEnvironment#getEnvironment()} itself.
 *
 * <p>Nothing is downloaded: DJL is put into offline mode and told to use the CPU builds it carries, unless the host has set
 * {@code ai.djl.offline} ({@code DJL_OFFLINE}) or {@code RUST_FLAVOR} otherwise.
 */
public final class OnnxRuntimes {

    private static final Logger log = LoggerFactory.getLogger(OnnxRuntimes.class);

    private static final String ENGINE = "OnnxRuntime";

    private OnnxRuntimes() {}

    /**
     * The shared environment, made at the first call. Never to be closed.
     *
     * @throws Misconfigured when ONNX Runtime cannot run on this machine, saying why and what to use instead
     */
    public static OrtEnvironment environment() {
        return Holder.environment();
    }

    /**
     * Session options for inference on the CPU: all graph optimisations, one thread between operators, {@code threads} within
     * one. The caller closes them, not before the session is made.
     *
     * @param threads 0 for one a physical core, ONNX Runtime's own default
     * @throws Misconfigured as {@link #environment()}
     */
    public static SessionOptions cpuOptions(int threads) {
        environment();
        SessionOptions options = new SessionOptions();
        try {
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setInterOpNumThreads(1);
            if (threads > 0) {
                options.setIntraOpNumThreads(threads);
            }
            return options;
        } catch (OrtException e) {
            options.close();
            throw new Misconfigured("ONNX Runtime refuses to run with " + threads + " threads: " + e.getMessage(), e);
        }
    }

    /**
     * Loads a model with {@link #cpuOptions(int)}. The caller closes the session.
     *
     * @throws Misconfigured when the file is missing, unreadable or no model this ONNX Runtime can run, naming it and why
     */
    public static OrtSession openSession(Path model, int threads) {
        try (SessionOptions options = cpuOptions(threads)) {
            return openSession(model, options);
        }
    }

    /**
     * Loads a model with options of the caller's own, who closes the session.
     *
     * @throws Misconfigured when the file is missing, unreadable or no model this ONNX Runtime can run, naming it and why
     */
    public static OrtSession openSession(Path model, SessionOptions options) {
        OrtEnvironment environment = environment();
        Path file = ModelDirectory.requireUsable(model);
        long start = System.nanoTime();
        try {
            OrtSession session = environment.createSession(file.toString(), options);
            log.debug("Loaded {} in {} ms", file, (System.nanoTime() - start) / 1_000_000);
            return session;
        } catch (OrtException e) {
            throw new Misconfigured("cannot load model " + file + ": " + e.getMessage(), e);
        }
    }

    private sealed interface Start {}

    private record Started(OrtEnvironment environment) implements Start {}

    private record Failed(String message, @Nullable Throwable cause) implements Start {}

    /** Made once; a failure is remembered too, since a native library that did not load will not load later. */
    private static final class Holder {
        private static final Start START = start();

        static OrtEnvironment environment() {
            if (START instanceof Started started) {
                return started.environment();
            }
            Failed failed = (Failed) START;
            throw new Misconfigured(failed.message(), failed.cause());
        }

        private static Start start() {
            Platform platform = Platform.current();
            if (!platform.isSupported()) {
                return new Failed(platform.cannotRun("its jar holds no library for this platform"), null);
            }
            setUnlessSet("ai.djl.offline", "DJL_OFFLINE", "true");
            setUnlessSet("RUST_FLAVOR", "RUST_FLAVOR", "cpu");
            try {
                touchEngine();
                return new Started(OrtEnvironment.getEnvironment());
            } catch (RuntimeException | LinkageError e) {
                return new Failed(platform.cannotRun(rootMessage(e)), e);
            }
        }

        /**
         * By name: with DJL's tokenizers on the class path the default engine is another. When the host has made an
         * environment of its own before, DJL's engine is beyond help, but sessions run in the host's environment as well.
         */
        private static void touchEngine() {
            try {
                Engine.getEngine(ENGINE);
            } catch (IllegalStateException | ExceptionInInitializerError e) {
                log.warn(
                        "An ONNX Runtime environment existed before DJL's engine started; using it as it is ({})",
                        rootMessage(e));
            }
        }

        private static void setUnlessSet(String property, String variable, String value) {
            if (System.getProperty(property) == null && System.getenv(variable) == null) {
                System.setProperty(property, value);
            }
        }

        private static String rootMessage(Throwable thrown) {
            Throwable root = thrown;
            while (root.getCause() != null && root.getCause() != root) {
                root = root.getCause();
            }
            return root.getMessage() == null ? root.getClass().getName() : root.getMessage();
        }
    }

    /** An operating system and processor, in ONNX Runtime's words. */
    record Platform(String os, String architecture) {

        private static final String ALTERNATIVES =
                "Run the model elsewhere: provider 'moondream' talks to Moondream Station, Moondream Cloud or Ollama over HTTP,"
                        + " and 'google', 'openai' and 'landinglens' are remote services.";

        static Platform current() {
            return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        }

        static Platform of(String osName, String osArch) {
            String name = osName.toLowerCase(Locale.ROOT);
            String os = name.contains("mac") || name.contains("darwin")
                    ? "osx"
                    : name.contains("win") ? "win" : name.contains("linux") ? "linux" : name;
            String arch = osArch.toLowerCase(Locale.ROOT);
            return new Platform(
                    os,
                    switch (arch) {
                        case "amd64", "x86_64" -> "x64";
                        case "arm64" -> "aarch64";
                        default -> arch;
                    });
        }

        /** Asks what is on the class path, so that a host may bring another version or build of ONNX Runtime. */
        boolean isSupported() {
            return System.getProperty("onnxruntime.native.path") != null
                    || OrtEnvironment.class.getResource("native/" + os + "-" + architecture + "/" + libraryName())
                            != null;
        }

        String cannotRun(String reason) {
            return "ONNX Runtime cannot run on " + os + "-" + architecture + ": " + reason
                    + ". It runs on Linux x64 and arm64 (with glibc), macOS arm64 and Windows x64. " + ALTERNATIVES;
        }

        private String libraryName() {
            return switch (os) {
                case "win" -> "onnxruntime.dll";
                case "osx" -> "libonnxruntime.dylib";
                default -> "libonnxruntime.so";
            };
        }
    }
}
