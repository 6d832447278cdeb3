package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.provider.moondream.vlm.Quantization.Part;
import java.nio.file.Path;

/** The files with the weights of a model. */
record ModelFiles(Path vision, Path embedding, Path decoder) {

    /**
     * The files to use of a directory.
     *
     * @throws dev.tagging.spi.AiProviderException.Misconfigured when one is missing, naming it
     */
    static ModelFiles of(ModelDirectory directory, Quantization quantization) {
        return new ModelFiles(
                quantization.file(directory, Part.VISION),
                quantization.file(directory, Part.EMBEDDING),
                quantization.file(directory, Part.DECODER));
    }
}
