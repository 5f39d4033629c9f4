package city.hotline.core.rates;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.RateScheme;
import city.hotline.core.directory.RateSchemes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Schemes to try things with. */
final class Schemes {
  private static final String HEADER =
      "scheme,valid_from,cycles,unreachable,listed,resolved,satisfied,weights,late,period\n";

  private Schemes() {}

  static RateScheme of(String line) {
    return RateSchemes.tried(HEADER + line + "\n");
  }

  static RateSchemes all(String... lines) {
    String text = HEADER + String.join("\n", lines) + "\n";
    return Directory.of(
            name ->
                name.equals("schemes.csv")
                    ? new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))
                    : Directory.class.getResourceAsStream("/hotline/directory/" + name))
        .schemes();
  }
}
