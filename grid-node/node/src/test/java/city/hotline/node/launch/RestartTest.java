package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.node.epoch.Checkpointer;
import city.hotline.node.epoch.Keeping;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalOptions;
import city.hotline.node.journal.JournalOptions.Kind;
import city.hotline.node.journal.ReplayReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a start brings back, from a checkpoint on and from the beginning. */
class RestartTest {
  @TempDir Path folder;
  private final long seed = ThreadLocalRandom.current().nextLong();
  private final Random random = new Random(seed);

  private Journal open(Kind kind) {
    return Journal.open(
        new JournalOptions(folder, "0a0b0c0d", 16 << 20, kind, InstantSource.system()));
  }

  private static Checkpointer checkpointer(RandomCity city, Journal journal) {
    return new Checkpointer(city.voters, city.promises, city.replicas, journal, Keeping.USUAL, 0);
  }

  private record Restarted(ReplayReport report, Map<String, Object> state) {}

  private Restarted restart(Kind kind) {
    try (Journal journal = open(kind)) {
      RandomCity city = new RandomCity(journal, random);
      ReplayReport report =
          new Restart(journal, city.replicas, city.promises, city.voters).replay();
      return new Restarted(report, city.state());
    }
  }

  /** While a checkpoint is written, calls go on; where exactly it falls is left to chance. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void fromACheckpointOnTheSameComesBackAsFromTheBeginning(Kind kind) throws IOException {
    System.out.println("seed " + seed);
    Map<String, Object> live;
    try (Journal journal = open(kind)) {
      journal.replay((place, entry, encoded) -> {});
      RandomCity city = new RandomCity(journal, random);
      city.begin();
      Checkpointer checkpointer = checkpointer(city, journal);
      for (int i = 0; i < 3; i++) {
        city.steps(300);
        CompletableFuture<?> writing =
            CompletableFuture.supplyAsync(
                checkpointer::checkpoint, task -> new Thread(task).start());
        while (!writing.isDone()) {
          city.steps(1);
        }
        assertThat(writing.join()).as("seed %d", seed).isNotEqualTo(Optional.empty());
      }
      city.steps(100);
      live = city.state();
    }
    Restarted brief = restart(kind);
    assertThat(brief.report().fromCheckpoint()).isTrue();
    assertThat(brief.state()).as("seed %d", seed).isEqualTo(live);
    Files.delete(folder.resolve("checkpoint"));
    Restarted whole = restart(kind);
    assertThat(whole.report().fromCheckpoint()).isFalse();
    assertThat(whole.report().entries()).isGreaterThan(brief.report().entries());
    assertThat(whole.state()).as("seed %d", seed).isEqualTo(live);
  }

  @Test
  void aCheckpointThatWasNeverFinishedChangesNothing() {
    Map<String, Object> live;
    try (Journal journal = open(Kind.CHRONICLE)) {
      journal.replay((place, entry, encoded) -> {});
      RandomCity city = new RandomCity(journal, random);
      city.begin();
      city.steps(500);
      Checkpointer checkpointer = checkpointer(city, journal);
      checkpointer.stop();
      assertThat(checkpointer.checkpoint()).isEmpty();
      city.steps(100);
      live = city.state();
    }
    Restarted restarted = restart(Kind.CHRONICLE);
    assertThat(restarted.report().fromCheckpoint()).isFalse();
    assertThat(restarted.state()).as("seed %d", seed).isEqualTo(live);
  }

  @Test
  void refusesToStartFromRecordsThatRestOnNothing() {
    try (Journal journal = open(Kind.CHRONICLE)) {
      journal.replay((place, entry, encoded) -> {});
      RandomCity city = new RandomCity(journal, random);
      city.begin();
      city.steps(100);
      // Wrong on purpose: no snapshot stands at or after the place.
      journal.checkpoint(journal.figures().lastPlace());
    }
    assertThatThrownBy(() -> restart(Kind.CHRONICLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing they rest on");
  }

  @Test
  void isDueAfterSoManyBytesAndAgainAfterAsMany() {
    try (Journal journal = open(Kind.CHRONICLE)) {
      journal.replay((place, entry, encoded) -> {});
      RandomCity city = new RandomCity(journal, random);
      city.begin();
      Keeping small =
          new Keeping(1 << 20, Keeping.USUAL.checkpointAtLatest(), Keeping.USUAL.records(), 0);
      Checkpointer checkpointer =
          new Checkpointer(city.voters, city.promises, city.replicas, journal, small, 0);
      assertThat(checkpointer.round()).isEmpty();
      long place = 0;
      for (int i = 0; i < 2; i++) {
        long before = journal.figures().appendedBytes();
        while (journal.figures().appendedBytes() - before <= 1 << 20) {
          city.steps(20);
        }
        long next = checkpointer.round().orElseThrow().place();
        assertThat(next).isGreaterThan(place);
        place = next;
        assertThat(checkpointer.round()).isEmpty();
      }
    }
  }
}
