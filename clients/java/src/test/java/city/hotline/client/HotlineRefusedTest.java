package city.hotline.client;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HotlineRefusedTest {

  @Test
  void whatTheAdviceSaysIsNotSaidAgain() {
    var variables = Map.of("field", "phone", "value", "ab");
    assertThat(new HotlineRefused(Refusal.REFUSAL_INVALID_FIELD, variables, "phone: ab (no digit)"))
        .hasMessage("INVALID_FIELD: phone: ab (no digit)");
    assertThat(new HotlineRefused(Refusal.REFUSAL_INVALID_FIELD, variables, "The phone is wrong."))
        .hasMessage("INVALID_FIELD: The phone is wrong. (value: ab)");
  }
}
