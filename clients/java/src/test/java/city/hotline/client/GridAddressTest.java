package city.hotline.client;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GridAddressTest {

  @Test
  void refusesAPortOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridAddress("127.0.0.1", 65_536))
        .withMessage("grpcPort: 65536 (expected: 1 to 65535)");
  }

  @Test
  void refusesAnEmptyHost() {
    assertThatIllegalArgumentException().isThrownBy(() -> new GridAddress(" ", 9090));
  }
}
