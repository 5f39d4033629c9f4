package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.DirectoryVersion;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.LoadDirectory;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.ByteString;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Versions of the directory on the city's floor. */
class GridDirectoriesTest {

  private final FloorStage city = new FloorStage(Directory.CITY);
  private final LocalDate today = Times.day(Times.millis(city.now()));

  private FloorCommand load(LocalDate from, String digest, String forget) {
    return FloorCommand.newBuilder()
        .setLoadDirectory(
            LoadDirectory.newBuilder()
                .setValidFrom(from.toString())
                .setDigest(digest)
                .setPacked(ByteString.copyFromUtf8("files of " + digest))
                .setLoadedBy("administrator a")
                .setReason("新版")
                .setForget(forget))
        .build();
  }

  private DirectorySet kept() {
    return city.floor.directories().orElseThrow();
  }

  @Test
  void aVersionIsKeptAsItWasLoadedAndComesBackFromASnapshot() {
    assertThat(city.floor.directories()).isEmpty();
    city.accepted(load(today.plusDays(4), "a", ""));
    DirectoryVersion version = kept().getVersions(0);
    assertThat(version.getName()).isEqualTo(today.plusDays(4) + ".1");
    assertThat(version.getValidFromMs()).isEqualTo(Times.startOf(today.plusDays(4)));
    assertThat(version.getDigest()).isEqualTo("a");
    assertThat(version.getPacked().toStringUtf8()).isEqualTo("files of a");
    assertThat(version.getLoadedBy()).isEqualTo("administrator a");
    assertThat(version.getReason()).isEqualTo("新版");
    assertThat(version.getLoadedAt()).isEqualTo(city.now().getTime());
    city.accepted(load(today.plusDays(1), "b", ""));
    assertThat(kept().getRevision()).isEqualTo(2);
    Floor restored = Floor.restored(Directory.CITY, Directory.beijing(), city.floor.snapshot());
    assertThat(restored.directories()).hasValue(kept());
  }

  @Test
  void oneOfTodayHoldsAMomentLater() {
    city.accepted(load(today, "a", ""));
    assertThat(kept().getVersions(0).getValidFromMs())
        .isEqualTo(Times.millis(city.now()) + GridDirectories.LEAD_MS);
  }

  @Test
  void oneOfTodayCannotBeginTomorrow() {
    city.pass((Times.startOf(today.plusDays(1)) - Times.millis(city.now())) / 1000.0 - 30);
    city.refusedField(load(today, "a", ""), "valid_from");
    city.accepted(load(today.plusDays(1), "b", ""));
    city.accepted(load(today.plusDays(1), "c", ""));
    city.accepted(load(today.plusDays(2), "d", ""));
    for (DirectoryVersion version : kept().getVersionsList()) {
      assertThat(version.getName()).startsWith(Times.day(version.getValidFromMs()).toString());
      assertThat(version.getValidFromMs())
          .isGreaterThanOrEqualTo(Times.millis(city.now()) + GridDirectories.LEAD_MS);
    }
  }

  @Test
  void refusesWhatWouldHoldFromThePastOrFarAway() {
    city.refusedField(load(today.minusDays(1), "a", ""), "valid_from");
    city.refusedField(load(today.plusDays(367), "a", ""), "valid_from");
    FloorCommand.Builder soon = load(today, "a", "").toBuilder();
    soon.getLoadDirectoryBuilder().setValidFrom("soon");
    city.refusedField(soon.build(), "valid_from");
    soon = load(today, "a", "").toBuilder();
    soon.getLoadDirectoryBuilder().clearReason();
    city.refusedField(soon.build(), "reason");
    soon = load(today, "a", "").toBuilder();
    soon.getLoadDirectoryBuilder().clearPacked();
    city.refusedField(soon.build(), "packed");
    new FloorStage().refused(load(today, "a", ""), Refusal.REFUSAL_WRONG_SHARD);
  }

  @Test
  void theSameFilesTwiceAreNothingToDoButAReturnToThemIs() {
    city.accepted(load(today.plusDays(1), "a", ""));
    city.refused(load(today.plusDays(2), "a", ""), Refusal.REFUSAL_DIRECTORY_ALREADY_LOADED);
    city.accepted(load(today.plusDays(3), "b", ""));
    city.accepted(load(today.plusDays(5), "a", ""));
    assertThat(kept().getVersionsCount()).isEqualTo(3);
  }

  @Test
  void atMostSixteenAreKeptAndOnlyOneThatDoesNotHoldIsForgotten() {
    for (int i = 0; i < GridDirectories.MOST; i++) {
      city.accepted(load(today.plusDays(i + 1), "d" + i, ""));
    }
    String first = kept().getVersions(0).getName();
    city.refused(load(today.plusDays(20), "x", ""), Refusal.REFUSAL_DIRECTORIES_FULL);
    city.refusedField(load(today.plusDays(20), "x", first), "forget");
    long supersededMs = Times.startOf(today.plusDays(2));
    city.pass((supersededMs - Times.millis(city.now())) / 1000.0 - 1);
    city.refusedField(load(today.plusDays(20), "x", first), "forget");
    // Orders that were written by it may be on their way for a day.
    city.pass(24 * 3_600);
    city.refusedField(load(today.plusDays(20), "x", first), "forget");
    city.pass(1);
    city.accepted(load(today.plusDays(20), "x", first));
    assertThat(kept().getVersionsCount()).isEqualTo(GridDirectories.MOST);
    assertThat(kept().getVersionsList()).noneMatch(version -> version.getName().equals(first));
    city.refusedField(load(today.plusDays(21), "y", first), "forget");
  }
}
