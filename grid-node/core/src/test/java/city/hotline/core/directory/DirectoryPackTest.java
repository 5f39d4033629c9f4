package city.hotline.core.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.DirectoryVersion;
import city.hotline.proto.shard.v1.Moment;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** Files in one piece, and what is wrong with files. */
class DirectoryPackTest {

  @Test
  void whatIsPackedIsUnpackedAndReadAsItWas() {
    DirectoryPack pack = DirectoryPack.builtIn();
    DirectoryPack again = DirectoryPack.unpacked(pack.packed());
    assertThat(again.digest()).isEqualTo(pack.digest()).hasSize(64);
    Directory read = again.directory();
    assertThat(read.classes()).isEqualTo(Directory.beijing().classes());
    assertThat(read.units()).isEqualTo(Directory.beijing().units());
    assertThat(DirectoryCheck.troubles(again)).isEmpty();
    assertThat(
            DirectoryPack.of(new ChangedFiles().replace("order-rules.csv", "hops,3", "hops,4"))
                .digest())
        .isNotEqualTo(pack.digest());
  }

  @Test
  void aFewBytesDoNotBecomeMany() {
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[DirectoryPack.MOST_UNPACKED + 1]);
    deflater.finish();
    byte[] bomb = new byte[1 << 16];
    int length = deflater.deflate(bomb);
    deflater.end();
    assertThatExceptionOfType(BrokenDirectory.class)
        .isThrownBy(() -> DirectoryPack.unpacked(ByteString.copyFrom(bomb, 0, length)));
    assertThatExceptionOfType(BrokenDirectory.class)
        .isThrownBy(() -> DirectoryPack.unpacked(ByteString.copyFromUtf8("no")));
    assertThatExceptionOfType(BrokenDirectory.class)
        .isThrownBy(
            () ->
                DirectoryPack.of(
                    name -> new ByteArrayInputStream(new byte[DirectoryPack.MOST_UNPACKED + 1])));
  }

  @Test
  void allThatIsWrongIsListedAtOnce() {
    var files =
        new ChangedFiles()
            .replace("classes.csv", "010101,城市管理", "010101,\"城市管理")
            .replace("classes.csv", "force payment,utility,", "force payment,at once,")
            .replace("routing.csv", ",M012,", ",M999,")
            .replace("order-rules.csv", "hops,3", "hops,none");
    assertThatExceptionOfType(BrokenDirectory.class)
        .isThrownBy(() -> Directory.of(files))
        .satisfies(
            broken -> {
              assertThat(broken.troubles()).hasSizeBetween(4, Troubles.MOST);
              assertThat(broken.troubles())
                  .anyMatch(
                      line -> line.matches("classes.csv, line \\d+: 010101.*without quotes\\)"))
                  .anyMatch(line -> line.contains("at once (expected: emergency"))
                  .anyMatch(line -> line.startsWith("order-rules.csv, line "));
              assertThat(broken.getMessage()).endsWith(" more");
            });
    var routes = new ChangedFiles().replace("routing.csv", ",M012,", ",M999,");
    assertThatExceptionOfType(BrokenDirectory.class)
        .isThrownBy(() -> Directory.of(routes))
        .satisfies(
            broken ->
                assertThat(broken.troubles())
                    .hasSizeGreaterThan(1)
                    .allMatch(line -> line.matches("routing.csv, line \\d+: M999 .*")));
  }

  @Test
  void whatHasNoDocketCannotCome() {
    var files =
        new ChangedFiles()
            .replace("beijing-streets.csv", "110105001,", "110105999,")
            .replace("beijing-communities.csv", ",110105001\n", ",110105999\n")
            .replace("beijing-communities.csv", "\n110105001", "\n110105999")
            .replace("aliases.csv", ",110105001,", ",110105002,");
    assertThat(DirectoryCheck.troubles(DirectoryPack.of(files)))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("110105001 is missing"))
        .anyMatch(line -> line.startsWith("110105999 is new"));
  }

  @Test
  void answersOfOneMonthAreCountedInOneWay() {
    var files = new ChangedFiles().replace("schemes.csv", "2026-a", "2026-b");
    assertThat(DirectoryCheck.troubles(DirectoryPack.of(files)))
        .containsExactly(
            "schemes.csv is another one (expected: the built-in one, which is dated itself)");
  }

  @Test
  void aNameTellsWhetherItsVersionIsGoneOrStillToCome() {
    DirectoryVersion broken =
        DirectoryVersion.newBuilder()
            .setName("2026-12-01.2")
            .setPacked(ByteString.copyFromUtf8("of another program"))
            .build();
    DirectoryVersion there =
        DirectoryVersion.newBuilder()
            .setName("2026-12-09.3")
            .setPacked(DirectoryPack.builtIn().packed())
            .build();
    LoadedDirectories known =
        LoadedDirectories.none(Directory.beijing())
            .with(
                DirectorySet.newBuilder()
                    .setRevision(3)
                    .addVersions(broken)
                    .addVersions(there)
                    .build());
    assertThat(known.unreadable()).containsOnlyKeys(broken.getName());
    assertThat(List.of("2026-12-01.1", broken.getName())).allMatch(known::isGone);
    assertThat(
            List.of("", there.getName(), "2026-12-01.4", "2026-12-01.0", "2026-12-01", "nowhere.1"))
        .noneMatch(known::isGone);
    Moment now = Moment.getDefaultInstance();
    assertThat(known.by(broken.getName(), now)).isEqualTo(known.at(now));
    assertThat(known.by("2026-12-01.4", now)).isNull();
  }
}
