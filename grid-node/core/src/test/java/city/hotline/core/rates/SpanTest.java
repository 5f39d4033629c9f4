package city.hotline.core.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.hotline.core.directory.RateSchemes;
import city.hotline.core.moment.Times;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which days a period has, and which one is before it. */
class SpanTest {

  private final RateSchemes schemes =
      Schemes.all(
          "a,2026-01-01,all,excluded,excluded,yes,satisfied,30 35 35,5,19",
          "b,2027-01-01,all,excluded,excluded,yes,satisfied,30 35 35,5,1");

  @ParameterizedTest
  @CsvSource({
    "2026-11-27, 2026-11-27, 2026-11-27, 2026-11-26",
    "2026-01-01, 2026-01-01, 2026-01-01, 2025-12-31",
    "2026-W48, 2026-11-23, 2026-11-29, 2026-W47",
    "2026-W01, 2025-12-29, 2026-01-04, 2025-W52",
    "2026-W53, 2026-12-28, 2027-01-03, 2026-W52",
    "2026-11, 2026-11-01, 2026-11-30, 2026-10",
    "2026-03, 2026-03-01, 2026-03-31, 2026-02",
    "2026-11e, 2026-10-19, 2026-11-18, 2026-10e",
    "2027-02e, 2027-02-01, 2027-02-28, 2027-01e",
    "2027-01e, 2027-01-01, 2027-01-31, 2026-12e",
  })
  void hasItsDays(String period, LocalDate first, LocalDate last, String before) {
    Span span = Span.of(period, schemes);
    assertThat(span).isEqualTo(new Span(period, first, last));
    assertThat(span.before(schemes)).isEqualTo(Span.of(before, schemes));
    assertThat(span.isMonth()).isEqualTo(period.matches("[0-9]{4}-[0-9]{2}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "november", "2026", "2026-13", "2026-02-30", "2025-W53", "2026-1", "2026-13e"})
  void saysWhatIsExpectedOfWhatIsNone(String period) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Span.of(period, schemes))
        .withMessageStartingWith("period: " + period + " (expected: a day such as 2026-11-27");
  }

  @Test
  void isOverWhenItsLastDayIs() {
    Span month = Span.of("2026-11", schemes);
    long december = Times.startOf(LocalDate.of(2026, 12, 1));
    assertThat(month.isOver(december - 1)).isFalse();
    assertThat(month.isOver(december)).isTrue();
    month.checkBegun(Times.startOf(LocalDate.of(2026, 11, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> month.checkBegun(Times.startOf(LocalDate.of(2026, 11, 1)) - 1))
        .withMessage("period: 2026-11 (expected: one that has begun; it is 2026-10-31 now)");
  }
}
