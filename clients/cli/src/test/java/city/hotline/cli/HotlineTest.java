package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class HotlineTest {

  @Test
  void whoSaysNothingIsShownTheCommands() {
    assertThat(errorsOf()).startsWith("Usage: hotline").endsWith("hotline: Say what to do.\n");
    assertThat(errorsOf("order")).startsWith("Usage: hotline order").contains("hotline order: ");
  }

  @Test
  void aWrongOptionIsNotBuriedUnderTheUsage() {
    assertThat(errorsOf("status", "--grpc-prot", "9091"))
        .startsWith("hotline status: Unknown option")
        .contains("--grpc-port")
        .endsWith("See hotline status --help.\n")
        .doesNotContain("Usage:");
  }

  private static String errorsOf(String... arguments) {
    var errors = new StringWriter();
    assertThat(Hotline.commandLine().setErr(new PrintWriter(errors)).execute(arguments))
        .isEqualTo(2);
    return errors.toString();
  }

  @Test
  void helpEndsWithZero() {
    var out = new StringWriter();
    assertThat(Hotline.commandLine().setOut(new PrintWriter(out)).execute("--help")).isZero();
    assertThat(out.toString()).contains("Usage: hotline");
  }
}
