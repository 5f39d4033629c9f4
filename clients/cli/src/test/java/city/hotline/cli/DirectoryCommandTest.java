package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directories;
import city.hotline.proto.directory.v1.ListDirectoriesResponse;
import city.hotline.proto.floor.v1.DirectoryVersion;
import city.hotline.proto.shard.v1.Refusal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of one's own, checked. */
class DirectoryCommandTest {

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Hotline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void allThatIsWrongIsListedAtOnceAndNothingIsCounted() throws Exception {
    var changed =
        new ChangedDirectory(folder.resolve("d"))
            .replace("classes.csv", "Exposed rubbish,general,", "Exposed rubbish,soon,")
            .replace("units.csv", "\nM012,", "\nM0x2,")
            .replace("hotlines.csv", "12345,", "1234x,");
    assertThat(run("directory", "check", changed.path())).isEqualTo(1);
    assertThat(out.toString().lines())
        .hasSizeBetween(4, 100)
        .allMatch(line -> line.matches("[a-z-]+\\.csv, line \\d+: .*\\(expected: .*\\)"))
        .anyMatch(line -> line.contains("soon (expected: emergency"))
        .anyMatch(line -> line.contains("M0x2 (expected: M, E or P"))
        .anyMatch(line -> line.contains("1234x (expected: a code of 5 digits)"));
    assertThat(out.toString()).doesNotContain("classes at level");
  }

  @Test
  void whatIsBrokenIsNotEvenSent() throws Exception {
    var changed =
        new ChangedDirectory(folder.resolve("d")).replace("hotlines.csv", "12345,", "1234x,");
    assertThat(
            run(
                "directory",
                "load",
                changed.path(),
                "--valid-from",
                "2099-01-01",
                "--reason",
                "new",
                "--grpc-port",
                "1"))
        .isEqualTo(1);
    assertThat(out.toString()).startsWith("hotlines.csv, line ");
    assertThat(err.toString()).contains("nothing was loaded");
  }

  @Test
  void whatLoadRefusesIsToldByCheck() throws Exception {
    var changed =
        new ChangedDirectory(folder.resolve("d")).replace("schemes.csv", "30 35 35", "40 30 30");
    assertThat(run("directory", "check", changed.path())).isEqualTo(1);
    assertThat(out.toString()).startsWith("schemes.csv is another one (expected: ");
  }

  @Test
  void whatIsNoFolderIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("f"));
    assertThat(run("directory", "check", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("FOLDER: " + file + " is no folder (expected: a folder with files");
    assertThat(run("directory", "check", file + "2")).isEqualTo(2);
    assertThat(run("directory", "route", "010101", "110105", "--folder", file + "2")).isEqualTo(2);
    assertThat(err.toString().lines().skip(1))
        .hasSize(2)
        .allMatch(line -> line.contains("FOLDER: " + file + "2 is not there (expected: a folder"));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void allFilesThatAreNotThereAreNamed() {
    assertThat(run("directory", "check", folder.toString())).isEqualTo(1);
    assertThat(out.toString().lines())
        .hasSizeGreaterThan(10)
        .allMatch(line -> line.matches("[a-z-]+\\.csv is not there \\(expected: .*\\)"));
  }

  @Test
  void aFolderOrAVersionIsShownNotBoth() {
    assertThat(run("directory", "show", folder.toString(), "--version", "built-in", "--units"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("Name a FOLDER, or a --version");
  }

  @Test
  void aFolderWithoutChangesIsAsGoodAsTheBuiltInOne() throws Exception {
    var changed = new ChangedDirectory(folder.resolve("d"));
    assertThat(run("directory", "check", changed.path())).as(out.toString()).isZero();
    assertThat(out.toString()).startsWith("Nothing is wrong with it.");
    assertThat(run("directory", "show", changed.path())).isEqualTo(2);
    assertThat(err.toString()).contains("--classes or --units");
  }

  @Test
  void onlyAnOrderThatGoesByTheVersionNeedsNothing() {
    var goesByIt = Map.of("field", "directory", "value", "2026-12-01.1");
    Refusal invalid = Refusal.REFUSAL_INVALID_FIELD;
    assertThat(DirectoryMigrateCommand.goesByIt(invalid, goesByIt, "2026-12-01.1")).isTrue();
    assertThat(DirectoryMigrateCommand.goesByIt(invalid, goesByIt, "2026-12-01.2")).isFalse();
    assertThat(
            DirectoryMigrateCommand.goesByIt(
                Refusal.REFUSAL_DIRECTORY_NOT_HERE,
                Map.of("version", "2026-12-01.1"),
                "2026-12-01.1"))
        .isFalse();
    assertThat(
            DirectoryMigrateCommand.goesByIt(
                invalid, Map.of("field", "reason", "value", ""), Directories.BUILT_IN))
        .isFalse();
  }

  @Test
  void theBuiltInVersionIsShownAsOthersAre() {
    var all =
        ListDirectoriesResponse.newBuilder()
            .addVersions(DirectoryVersion.newBuilder().setName("2026-12-01.1").setReason("new"))
            .build();
    assertThat(DirectoryShowCommand.lines(all, "built-in", false))
        .containsExactly("built-in, in force");
    assertThat(DirectoryShowCommand.lines(all, null, true))
        .containsExactly(
            "{\"name\":\"built-in\",\"in_force\":true}",
            "{\"name\":\"2026-12-01.1\",\"reason\":\"new\",\"in_force\":false}");
    assertThat(DirectoryShowCommand.lines(all, "2026-12-01.1", false))
        .singleElement()
        .asString()
        .startsWith("2026-12-01.1, from ");
    assertThat(DirectoryShowCommand.lines(all, "2026-12-01.2", false)).isEmpty();
  }
}
