package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.StatusRuntimeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneFieldTest {

  @ParameterizedTest
  @ValueSource(strings = {"110", "13800000000", "+86 138 0000 0000", "(010) 6512-3456"})
  void whatPeopleDialIsANumber(String number) {
    assertThatCode(() -> PhoneField.check(number)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "12", "+-()", "call me", "0123456789012345678901234567890123456789 0"})
  void anythingElseIsRefusedAndNotRepeated(String number) {
    var refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> PhoneField.check(number));
    assertThat(refused.getMessage()).contains("INVALID_FIELD").doesNotContain("call me");
  }
}
