package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class MachineCheckTest {

  @Test
  void acceptsTheCommonPoolOfTheBuild() {
    assertThatCode(MachineCheck::refuseASingleThreadedCommonPool).doesNotThrowAnyException();
  }

  @Test
  void refusesACommonPoolOfOneThreadAndSaysWhichFlagToSet() {
    assertThatIllegalStateException()
        .isThrownBy(() -> MachineCheck.refuseASingleThreadedCommonPool(1))
        .withMessageContaining("-Djava.util.concurrent.ForkJoinPool.common.parallelism=4");
  }
}
