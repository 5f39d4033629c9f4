package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class HotlineTest {

  @Test
  void wrongUsageEndsWithTwoAndShowsTheUsage() {
    var errors = new StringWriter();
    int exit = Hotline.commandLine().setErr(new PrintWriter(errors)).execute();
    assertThat(exit).isEqualTo(2);
    assertThat(errors.toString()).contains("Say what to do.", "Usage: hotline");
  }

  @Test
  void helpEndsWithZero() {
    var out = new StringWriter();
    assertThat(Hotline.commandLine().setOut(new PrintWriter(out)).execute("--help")).isZero();
    assertThat(out.toString()).contains("Usage: hotline");
  }
}
