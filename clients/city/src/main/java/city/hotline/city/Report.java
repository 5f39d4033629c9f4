package city.hotline.city;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * How a run ended.
 *
 * @param mode "journeys" or "trace"
 * @param seed what chance was drawn from
 * @param equal whether both sides counted the same, nothing is unfinished and no identity broke
 * @param client what the driver counted
 * @param grid what the grid counted meanwhile
 * @param violations broken identities of the grid
 * @param seconds how long the run took
 * @param problems what went wrong, at most 20 lines
 */
public record Report(
    String mode,
    long seed,
    boolean equal,
    Counts client,
    Counts grid,
    int violations,
    double seconds,
    List<String> problems) {

  /** One JSON object on one line. */
  public String json() {
    var lines = new StringJoiner(",", "[", "]");
    problems.forEach(problem -> lines.add(quoted(problem)));
    return "{\"mode\":"
        + quoted(mode)
        + ",\"seed\":"
        + seed
        + ",\"equal\":"
        + equal
        + ",\"client\":"
        + client.json()
        + ",\"grid\":"
        + grid.json()
        + ",\"violations\":"
        + violations
        + ",\"seconds\":"
        + number(seconds)
        + ",\"problems\":"
        + lines
        + "}";
  }

  /** For a person. */
  public String text() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, seed %d: %s after %.1f s%n",
            mode,
            seed,
            equal ? "all counts are equal" : "NOT EQUAL",
            seconds));
    text.append("  here: ").append(client.json()).append(System.lineSeparator());
    text.append("  grid: ").append(grid.json()).append(System.lineSeparator());
    problems.forEach(problem -> text.append("  ! ").append(problem).append(System.lineSeparator()));
    return text.toString();
  }

  /** What cannot be computed is null, never 0. */
  static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null";
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(' ');
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
