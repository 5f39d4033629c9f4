package city.hotline.node.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed rules hold what their own tests say. */
class RulesTest {
  private static final Path FOLDER = Queries.DASHBOARDS.resolve("prometheus");

  @Test
  void promtoolUnderstandsTheConfigurationAndItsRules() {
    passes(FOLDER, "check", "config", "prometheus.yml");
  }

  @Test
  void theRulesPassTheirTests() throws IOException {
    List<Path> tests = Queries.files("prometheus", ".test.yml");
    assertThat(tests).isNotEmpty();
    for (Path test : tests) {
      passes(FOLDER, "test", "rules", test.getFileName().toString());
    }
  }

  /** Panels have no test of their own; at least Prometheus must understand what they ask. */
  @Test
  void everyPanelsQueryIsUnderstood(@TempDir Path folder) throws IOException {
    StringBuilder rules = new StringBuilder("groups: [{name: panels, rules: [\n");
    int number = 0;
    for (String query : Queries.ofPanels()) {
      String expr =
          query
              .replaceAll("\\$(district|instance)", ".*")
              .replace("\\", "\\\\")
              .replace("\"", "\\\"");
      rules.append("{record: panel_" + number++ + ", expr: \"" + expr + "\"},\n");
    }
    Files.writeString(folder.resolve("panels.yml"), rules.append("]}]\n"));

    assertThat(number).isGreaterThan(50);
    passes(folder, "check", "rules", "panels.yml");
  }

  @Test
  void aQueryIsTakenApartIntoItsMetrics() {
    assertThat(
            Queries.names(
                "sum by (district) (rate(hotline_calls_offered_total{kind=\"x\"}[5m])) / on"
                    + " (district) group_left(name) a:b:rate5m > 1e3 and absent(up)"))
        .containsExactlyInAnyOrder("hotline_calls_offered_total", "a:b:rate5m", "up");
  }

  private static void passes(Path folder, String... arguments) {
    Promtool.need();
    Promtool.Verdict verdict = Promtool.run(folder, "", arguments);
    assertThat(verdict.exit()).as(verdict.said()).isZero();
  }
}
