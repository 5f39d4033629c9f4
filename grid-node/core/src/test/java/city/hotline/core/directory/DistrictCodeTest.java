package city.hotline.core.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DistrictCodeTest {

  @Test
  void keepsItsSixDigits() {
    assertThat(new DistrictCode("110105").value()).isEqualTo("110105");
  }

  @Test
  void refusesAnythingElseAndSaysWhatItExpects() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DistrictCode("Chaoyang"))
        .withMessage("district: Chaoyang (expected: six digits)");
  }
}
