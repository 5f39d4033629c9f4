package city.hotline.chaos.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.chaos.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every defect still applies to the sources as they are, and says so when it does not. */
class MutantsTest {
  private static final Path PROJECT = Path.of("..", "..");

  @TempDir private Path folder = Path.of("");

  @Test
  void thereAreElevenOrMore() {
    assertThat(Mutants.all()).hasSizeGreaterThanOrEqualTo(11);
    assertThat(Mutants.all()).extracting(Mutant::name).doesNotHaveDuplicates();
  }

  @Test
  void eachTextStandsInItsFileOnce() throws IOException {
    List<Mutant> all = new ArrayList<>(Mutants.all());
    all.add(DeathBuild.all());
    for (Mutant mutant : all) {
      for (Mutant.Change change : mutant.changes()) {
        String source = Files.readString(PROJECT.resolve(change.file()));
        assertThat(occurrences(source, change.text()))
            .as(mutant.name() + " in " + change.file())
            .isEqualTo(1);
      }
    }
  }

  @Test
  void compilesWhatItChanged() throws IOException {
    Path source = Files.createDirectories(folder.resolve("src")).resolve("One.java");
    Files.writeString(source, "class One { int one() { return 1; } }");
    Path jar = new MutantBuild(folder, List.of()).build(one("return 1;"), folder.resolve("m"));
    try (JarFile changed = new JarFile(jar.toFile())) {
      assertThat(changed.getEntry("One.class")).isNotNull();
      assertThat(changed.getManifest().getMainAttributes().getValue("Premain-Class"))
          .isEqualTo(ChangedClasses.class.getName());
    }
  }

  @Test
  void saysWhenItNoLongerApplies() throws IOException {
    Path source = Files.createDirectories(folder.resolve("src")).resolve("One.java");
    Files.writeString(source, "class One { int one() { return 3; } }");
    MutantBuild build = new MutantBuild(folder, List.of());
    assertThatThrownBy(() -> build.build(one("return 1;"), folder.resolve("m")))
        .hasMessageContaining("no longer applies")
        .hasMessageContaining("return 1;");
  }

  private static int occurrences(String source, String text) {
    int found = 0;
    for (int at = source.indexOf(text); at >= 0; at = source.indexOf(text, at + 1)) {
      found++;
    }
    return found;
  }

  private static Mutant one(String text) {
    return new Mutant(
        "one", FaultKind.KILL_ONE, List.of(new Mutant.Change("src/One.java", text, "return 2;")));
  }
}
