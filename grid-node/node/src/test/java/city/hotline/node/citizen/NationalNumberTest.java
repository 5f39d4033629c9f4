package city.hotline.node.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a number is written, it is one number. */
class NationalNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "13800001234",
        "138 0000 1234",
        "+8613800001234",
        " +86 138-0000-1234",
        "008613800001234",
        "8613800001234",
        "013800001234",
        "+86 013800001234",
        "１３８００００１２３４"
      })
  void aMobileNumber(String written) {
    assertThat(NationalNumber.of(written)).isEqualTo("13800001234");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01065432100",
        "010-65432100",
        "(010) 6543 2100",
        "+861065432100",
        "+86 010 65432100",
        "00861065432100",
        "861065432100"
      })
  void aNumberWithAnAreaCode(String written) {
    assertThat(NationalNumber.of(written)).isEqualTo("01065432100");
  }

  @Test
  void othersStayWhatTheyAre() {
    assertThat(NationalNumber.of("65432100")).isEqualTo("65432100");
    assertThat(NationalNumber.of("86543210")).isEqualTo("86543210");
    assertThat(NationalNumber.of("12345")).isEqualTo("12345");
    assertThat(NationalNumber.of("010-1")).isEqualTo("0101");
    assertThat(NationalNumber.of("+86 12345")).isEqualTo("12345");
    assertThat(NationalNumber.of("+44 20 7946 0000")).isEqualTo("442079460000");
    assertThat(NationalNumber.of("0044 20 7946 0000")).isEqualTo("442079460000");
    assertThat(NationalNumber.of("anonymous")).isEmpty();
  }
}
