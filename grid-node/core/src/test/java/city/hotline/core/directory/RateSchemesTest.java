package city.hotline.core.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Which scheme holds when, and what it leaves out. */
class RateSchemesTest {

  private final RateSchemes schemes =
      schemes(
          "b,2026-12-01,last,counted,counted,yes partly,very_satisfied,20 40 40,0,1",
          "a,2026-01-01,all,excluded,excluded,yes,satisfied,30 35 35,5,19");

  @Test
  void aSchemeHoldsFromItsDayUntilTheNextOneBegins() {
    assertThat(schemes.at(LocalDate.of(2026, 1, 1)).id()).isEqualTo("a");
    assertThat(schemes.at(LocalDate.of(2026, 11, 30)).id()).isEqualTo("a");
    assertThat(schemes.at(LocalDate.of(2026, 12, 1)).id()).isEqualTo("b");
    assertThat(schemes.at(LocalDate.of(2030, 1, 1)).id()).isEqualTo("b");
    assertThat(schemes.at(LocalDate.of(2025, 12, 31)).id()).as("before the first").isEqualTo("a");
  }

  @Test
  void leavesOutWhatWasListedOrFollowedByAnotherCycle() {
    RateScheme a = schemes.first();
    assertThat(a.leavesOut(true, true)).isTrue();
    assertThat(a.leavesOut(false, false)).isFalse();
    RateScheme b = schemes.at(LocalDate.of(2026, 12, 1));
    assertThat(b.leavesOut(true, true)).isFalse();
    assertThat(b.leavesOut(false, false)).isTrue();
    assertThat(b.leavesOut(false, true)).isFalse();
  }

  private static RateSchemes schemes(String... lines) {
    String text = RateSchemes.HEADER + "\n" + String.join("\n", lines) + "\n";
    try {
      return RateSchemes.of(
          CsvTable.read(
              RateSchemes.FILE,
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              RateSchemes.HEADER));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
