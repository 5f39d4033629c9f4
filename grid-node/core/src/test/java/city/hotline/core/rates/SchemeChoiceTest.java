package city.hotline.core.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.hotline.core.directory.RateScheme;
import city.hotline.core.directory.RateSchemes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By which scheme a span is counted. */
class SchemeChoiceTest {

  private static final String A = "a,2026-01-01,all,excluded,excluded,yes,satisfied,30 35 35,5,19";
  private static final String B =
      "b,2026-11-15,last,counted,counted,yes partly,very_satisfied dissatisfied,20 40 40,0,1";

  private final RateSchemes schemes = Schemes.all(A, B);
  private final Span november = Span.of("2026-11", schemes);

  private String chosen(String asked, String... closedWith) {
    return SchemeChoice.of(schemes, asked).at(november, List.of(closedWith)).id();
  }

  @Test
  void aClosedMonthKeepsTheOneItWasClosedWith() {
    assertThat(chosen("")).as("of its last day").isEqualTo("b");
    assertThat(chosen("", "a")).isEqualTo("a");
    assertThat(chosen("", "")).as("closed before there were schemes").isEqualTo("a");
    assertThat(chosen("b", "a")).as("asked for").isEqualTo("b");
  }

  @Test
  void saysWhatToNameWhereThereIsNoneOrSeveral() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchemeChoice.of(schemes, "c"))
        .withMessage("scheme: c (expected: one of a, b)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chosen("", "c"))
        .withMessage("scheme: c (expected: one of a, b; 2026-11 was closed with c)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chosen("", "b", "a"))
        .withMessageContaining("closed with a and b");
  }

  @Test
  void aSchemeIsItsLine() {
    for (String line : List.of(A, B)) {
      RateScheme scheme = Schemes.of(line);
      assertThat(scheme.line()).isEqualTo(line);
    }
  }

  @Test
  void aSchemeThatIsTriedOutIsCheckedLineByLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schemes.of(A.replace("30 35 35", "30 35 36")))
        .withMessage(
            "the scheme, line 2: 30 35 36 (expected: three numbers of 0 or more that make 100)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schemes.of(A + "\n" + B))
        .withMessage("the scheme, line 3: b (expected: one scheme only)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateSchemes.tried("nonsense"))
        .withMessageStartingWith("the scheme, line 1: nonsense (expected: the header scheme,");
    assertThatIllegalArgumentException().isThrownBy(() -> Schemes.of(""));
  }
}
