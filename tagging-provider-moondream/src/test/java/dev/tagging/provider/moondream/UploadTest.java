package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.provider.moondream.vlm.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class UploadTest {

    @Test
    void smallImagesAreNotEnlarged() throws IOException {
        BufferedImage sent = read(Upload.base64(TestImages.png(30, 20, 1), 768));

        assertThat(sent.getWidth()).isEqualTo(30);
        assertThat(sent.getHeight()).isEqualTo(20);
    }

    @Test
    void whatIsTransparentIsWhite() throws IOException {
        BufferedImage clear = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);

        assertThat(read(Upload.base64(TestImages.content(clear), 768)).getRGB(20, 20) & 0xFFFFFF)
                .isEqualTo(0xFFFFFF);
    }

    private static BufferedImage read(String base64) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }
}
