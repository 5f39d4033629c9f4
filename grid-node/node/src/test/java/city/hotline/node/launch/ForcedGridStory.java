package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.launch.TestGrid.Member;
import city.hotline.proto.shard.v1.Durability;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a grid relies on after the power was gone. */
class ForcedGridStory {
  private static final String DISTRICT = "110105";

  @Test
  void aForcedGridAnswersOnceAMajorityOfDisksHasIt(@TempDir Path folder) {
    try (TestGrid grid = new TestGrid(folder, 3).forced().started()) {
      List<Long> before = forces(grid);
      ReportCallResponse arrived = arrives(grid, "switch-1");
      assertThat(arrived.getAcknowledgement().getDurability())
          .isEqualTo(Durability.DURABILITY_FORCED);
      List<Long> after = forces(grid);
      long disks = 0;
      for (int i = 0; i < after.size(); i++) {
        disks += after.get(i) > before.get(i) ? 1 : 0;
      }
      assertThat(disks).as("disks that were forced before the answer").isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void aMachineThatWasRestartedVotesAgainOnceTheGridHasRefreshedIt(@TempDir Path folder)
      throws IOException {
    try (TestGrid grid = new TestGrid(folder, 3).started()) {
      arrives(grid, "switch-1");
      Member restarted = grid.owner(DISTRICT);
      grid.kill(restarted);
      grid.awaitServing();
      arrives(grid, "switch-2");
      Path mark = folder.resolve("node-" + restarted.index()).resolve("boot");
      Files.writeString(mark, "torn");
      Member again = grid.startAgain(restarted.index());
      Eventually.holds("its doubt ends", () -> doubtIsOver(mark));
      Member other =
          grid.members().stream().filter(m -> m.index() != again.index()).findFirst().orElseThrow();
      grid.kill(other);
      grid.awaitServing();
      arrives(grid, "switch-3");
    }
  }

  private static boolean doubtIsOver(Path mark) {
    try {
      return Files.readString(mark).contains("doubt=no");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Long> forces(TestGrid grid) {
    return grid.members().stream().map(m -> m.node().journal().figures().forces()).toList();
  }

  private static ReportCallResponse arrives(TestGrid grid, String switchCall) {
    Caller caller = grid.members().get(0).caller();
    RequestId id = caller.nextId();
    return Caller.persistently(() -> caller.arrives(id, DISTRICT, switchCall));
  }
}
