package dev.tagging.provider.moondream;

import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.provider.djl.runtime.ModelDownload;
import dev.tagging.provider.moondream.vlm.ModelOptions;
import dev.tagging.provider.moondream.vlm.Quantization;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.ProviderSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Which model to run in this JVM.
 *
 * @param modelName what its tags are stored under: the same name means the same judgement
 * @param model comes when it is asked for
 */
record LocalSettings(String modelName, LocalModel model) {

    static LocalSettings of(Family family, ProviderSettings settings) {
        String wanted = settings.text("model").map(String::strip).orElse(family.defaultModel());
        Quantization quantization =
                settings.text("quantization").map(Quantization::of).orElse(Quantization.AUTOMATIC);
        int threads = settings.integer("threads", 0, 0, 1_024);
        // Read in any case, so that all three are known settings.
        ModelDownload download = ModelDownload.from(settings).build();
        Optional<KnownModel> known = KnownModel.of(wanted);
        Function<BooleanSupplier, ModelDirectory> source =
                known.isPresent() ? closed -> download.fetch(known.get().files(), closed) : closed -> directory(wanted);
        String name = known.map(KnownModel::label).orElseGet(() -> lastPart(wanted));
        String suffix = quantization.equals(Quantization.AUTOMATIC) ? "" : " " + quantization;
        return new LocalSettings(
                name + suffix, new LocalModel(source, directory -> new ModelOptions(directory, quantization, threads)));
    }

    private static ModelDirectory directory(String wanted) {
        try {
            return ModelDirectory.of(wanted);
        } catch (Misconfigured e) {
            throw new Misconfigured(
                    e.getMessage() + "; the models that are known by name are " + KnownModel.labels(), e);
        }
    }

    private static String lastPart(String directory) {
        try {
            Path name = Path.of(directory).toAbsolutePath().normalize().getFileName();
            return name == null ? directory : name.toString();
        } catch (InvalidPathException e) {
            throw new Misconfigured("setting 'model' is neither a directory nor one of " + KnownModel.labels(), e);
        }
    }
}
