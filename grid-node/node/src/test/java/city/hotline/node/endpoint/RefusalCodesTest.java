package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.shard.v1.Refusal;
import com.google.rpc.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalCodesTest {

  @Test
  void everyRefusalHasACodeOfItsOwnChoice() {
    List<Refusal> without = new ArrayList<>();
    for (Refusal reason : Refusal.values()) {
      if (RefusalCodes.of(reason) == Code.INTERNAL) {
        without.add(reason);
      }
    }
    assertThat(without)
        .containsExactlyInAnyOrder(Refusal.REFUSAL_UNSPECIFIED, Refusal.UNRECOGNIZED);
  }

  @Test
  void whatCannotBeDoneNowIsToldFromWhatIsNotThere() {
    assertThat(RefusalCodes.of(Refusal.REFUSAL_SEAT_LENT)).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(RefusalCodes.of(Refusal.REFUSAL_UNKNOWN_ALERT)).isEqualTo(Code.NOT_FOUND);
    assertThat(RefusalCodes.of(Refusal.REFUSAL_QUEUE_FULL)).isEqualTo(Code.RESOURCE_EXHAUSTED);
  }
}
