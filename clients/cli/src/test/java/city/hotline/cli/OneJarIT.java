package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.chaos.stage.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneJarIT {

  private static final Path JAR = Path.of("target", "hotline.jar");

  @Test
  void startsWithPlainJavaJar() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "--version")
            .redirectErrorStream(true)
            .start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(printed).contains("Hotline Grid");
    } finally {
      process.destroyForcibly();
    }
  }

  /** The JVM ends at once where it cannot map the archive. */
  @Test
  void itsArchiveOfClassesIsMapped() throws Exception {
    List<String> command = new ArrayList<>(RealNodes.program(RealNodes.HEAP_MB));
    assertThat(command).anyMatch(flag -> flag.startsWith("-XX:SharedArchiveFile="));
    command.add(1, "-Xshare:on");
    command.add("--version");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(printed).contains("Hotline Grid");
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** As a build leaves it: the archive is of the jar before. */
  @Test
  void anArchiveThatIsOlderThanTheJarIsNone(@TempDir Path folder) throws IOException {
    Program program = Program.copied(JAR, folder);
    Path archive =
        Files.createFile(folder.resolve("hotline-" + Runtime.version().feature() + ".jsa"));
    assertThat(program.archived()).contains(archive);
    Files.setLastModifiedTime(program.jar(), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(program.archived()).isEmpty();
  }

  @Test
  void opensToTheJournalWhatTheFlagsOfTheBuildOpen() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Add-Opens").split(" ")).hasSize(9);
      assertThat(manifest.getValue("Add-Exports").split(" ")).hasSize(4);
      assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
    }
  }
}
