package dev.tagging.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void reads_fields_with_commas_quotes_and_lines_in_them() {
        assertThat(Csv.parse("\uFEFFfile,objects\r\n\"a,b.jpg\",\"a \"\"big\"\" dog\ncat\"\r\n\r\nc.jpg,\n"))
                .containsExactly(
                        List.of("file", "objects"), List.of("a,b.jpg", "a \"big\" dog\ncat"), List.of("c.jpg", ""));
    }

    @Test
    void reads_what_it_writes() {
        assertThat(Csv.parse(Csv.row("plain", "a,b", "say \"hi\"", 1.5, "two\nlines")))
                .containsExactly(List.of("plain", "a,b", "say \"hi\"", "1.5", "two\nlines"));
    }

    @Test
    void lets_no_spreadsheet_take_a_text_for_a_formula() {
        assertThat(Csv.row("=1+1", "-3.5", "@x")).isEqualTo("'=1+1,-3.5,'@x\n");
    }
}
