package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

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
