package city.hotline.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether an owner may still speak for its district. */
class StandingTest extends KeeperStage {

  @BeforeEach
  void served() {
    node("A").rounds(1);
  }

  private boolean stands(String id) {
    Node node = node(id);
    return new Standing(id, node.voters, node.promises, node)
        .stands(CITY, node.replicas.get(FLOOR).position().getEpoch())
        .join();
  }

  @Test
  void anEpochStandsWhileAMajorityHasPromisedNoLaterOne() {
    assertThat(stands("A")).isTrue();
    absent.add("B");
    assertThat(stands("A")).isTrue();
    node("B").promises.promise(CITY, 7, "B");
    absent.clear();
    assertThat(stands("A")).as("one of three").isTrue();
  }

  @Test
  void itIsOverWhenAMajorityHasPromisedALaterOne() {
    node("B").promises.promise(CITY, 2, "B");
    node("C").promises.promise(CITY, 2, "B");
    assertThat(stands("A")).isFalse();
  }

  @Test
  void nobodyKnowsWithoutAMajority() {
    absent.addAll(List.of("B", "C"));
    assertThat(stands("A")).isFalse();
  }
}
