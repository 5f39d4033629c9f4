package city.hotline.node.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.node.journal.JournalFull;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.journal.v1.Promised;
import org.junit.jupiter.api.Test;

/** What a voter promises, and to whom. */
class PromisesTest {
  private static final String CHAOYANG = "110105";

  private final MemoryJournal journal = new MemoryJournal();
  private final Promises promises = new Promises(journal);

  @Test
  void anEpochIsPromisedToOneNodeOnly() {
    assertThat(promises.promise(CHAOYANG, 3, "A")).isTrue();
    assertThat(promises.promise(CHAOYANG, 3, "B")).isFalse();
    assertThat(promises.promise(CHAOYANG, 3, "A")).isTrue();
    assertThat(promises.promise(CHAOYANG, 2, "A")).isFalse();
    assertThat(promises.promise(CHAOYANG, 4, "B")).isTrue();
    assertThat(promises.promised(CHAOYANG)).isEqualTo(4);
  }

  @Test
  void districtsDoNotMixTheirPromises() {
    promises.promise(CHAOYANG, 3, "A");
    assertThat(promises.promised("110108")).isZero();
    assertThat(promises.promise("110108", 1, "B")).isTrue();
  }

  @Test
  void aPromiseIsJournaledBeforeItIsGivenAndOnlyOnce() {
    promises.promise(CHAOYANG, 3, "A");
    promises.promise(CHAOYANG, 3, "A");
    promises.promise(CHAOYANG, 3, "B");
    assertThat(journal.written())
        .containsExactly(
            Entry.newBuilder()
                .setPromised(Promised.newBuilder().setDistrict(CHAOYANG).setEpoch(3).setNodeId("A"))
                .build());
  }

  @Test
  void aPromiseThatCouldNotBeJournaledWasNotGiven() {
    journal.full(true);
    assertThatThrownBy(() -> promises.promise(CHAOYANG, 3, "A")).isInstanceOf(JournalFull.class);
    assertThat(promises.promised(CHAOYANG)).isZero();
    journal.full(false);
    assertThat(promises.promise(CHAOYANG, 3, "B")).isTrue();
  }

  @Test
  void whatWasHeardBindsAndIsNeverLowered() {
    promises.heard(CHAOYANG, 5, "C");
    promises.heard(CHAOYANG, 4, "A");
    assertThat(promises.promised(CHAOYANG)).isEqualTo(5);
    assertThat(promises.promise(CHAOYANG, 5, "A")).isFalse();
    assertThat(promises.promise(CHAOYANG, 5, "C")).isTrue();
    promises.writeAgain();
    assertThat(journal.written()).hasSize(1);
  }
}
