package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.CHAOYANG;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where looking for a record starts: never after it, and not far before it. */
class ShardIndexTest {
  private static final long FAR = 1 << 20;

  private final ShardIndex index = new ShardIndex();
  private final Segment first = new Segment(Path.of("000001", "20261124-10.plain"));
  private final Segment second = new Segment(Path.of("000001", "20261124-11.plain"));

  private void note(Segment segment, long sequence, long offset) {
    index.note(CHAOYANG, sequence, 1, new ShardIndex.Start(segment, offset), true);
  }

  @Test
  void oneInSixtyFourIsEnoughWhereRecordsStandCloseTogether() {
    for (int i = 1; i <= 640; i++) {
      note(first, i, i * 100L);
    }
    assertThat(index.find(CHAOYANG, 500))
        .isInstanceOfSatisfying(
            ShardIndex.Start.class, s -> assertThat(s.offset()).isBetween(43_500L, 50_000L));
  }

  @Test
  void eachRecordThatStandsFarBehindTheLastOneIsFoundAtOnce() {
    for (int i = 1; i <= 30; i++) {
      note(first, i, i * FAR);
    }
    for (int i = 1; i <= 30; i++) {
      assertThat(index.find(CHAOYANG, i)).isEqualTo(new ShardIndex.Start(first, i * FAR));
    }
  }

  @Test
  void theFirstRecordInAFileIsFoundAtOnce() {
    note(first, 1, 100);
    note(second, 2, 100);
    assertThat(index.find(CHAOYANG, 2)).isEqualTo(new ShardIndex.Start(second, 100));
  }

  @Test
  void whatIsInDeletedFilesIsForgotten() {
    note(first, 1, 100);
    note(first, 2, 100 + FAR);
    note(second, 3, 100);
    index.forget(List.of(first));
    assertThat(index.find(CHAOYANG, 2)).isNull();
    assertThat(index.find(CHAOYANG, 3)).isEqualTo(new ShardIndex.Start(second, 100));
    note(second, 4, 100 + FAR);
    assertThat(index.find(CHAOYANG, 4)).isEqualTo(new ShardIndex.Start(second, 100 + FAR));
  }
}
