package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Positions;
import city.hotline.proto.grid.v1.Confirmation;
import org.junit.jupiter.api.Test;

/** What is left of several confirmations of one copy while the stream takes none. */
class ConfirmLineTest {

  private static Confirmation confirmed(long epoch, long sequence) {
    return Confirmation.newBuilder().setPosition(Positions.of(epoch, sequence)).build();
  }

  private static Confirmation held(long epoch, long sequence) {
    return Confirmation.newBuilder().setHeld(Positions.of(epoch, sequence)).build();
  }

  private static void stays(Confirmation further, Confirmation other) {
    assertThat(ConfirmLine.further(further, other)).isEqualTo(further);
    assertThat(ConfirmLine.further(other, further)).isEqualTo(further);
  }

  @Test
  void theFurtherOneStaysWhicheverCameLast() {
    stays(confirmed(3, 11), confirmed(3, 10));
    stays(confirmed(4, 2), confirmed(3, 10));
    stays(held(3, 11), held(3, 10));
  }

  @Test
  void whatCountsIsNotReplacedByWhatIsOnlyHeld() {
    stays(confirmed(3, 10), held(3, 11));
  }
}
